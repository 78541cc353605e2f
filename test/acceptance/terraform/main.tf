# Every resource type and data source of Lambda that the AWS provider has, and a role with its policies. `stage` is first, second (everything that can change is changed) or bare
# (optional blocks are gone again).
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

variable "endpoint" {}
variable "stage" {}

provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  endpoints {
    lambda = var.endpoint
    sts    = var.endpoint
    iam    = var.endpoint
  }
}

locals {
  role  = "arn:aws:iam::000000000000:role/test"
  code  = "${path.module}/function.zip"
  first = var.stage == "first"
  full  = var.stage == "bare" ? [] : [1]
}

resource "aws_iam_role" "plain" {
  name        = "tf-plain"
  description = var.stage
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
  max_session_duration = local.first ? 3600 : 7200
  tags                 = var.stage == "bare" ? {} : { stage = var.stage }
}

resource "aws_iam_role_policy" "plain" {
  name = "inline"
  role = aws_iam_role.plain.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = local.first ? "s3:GetObject" : "s3:*", Resource = "*" }]
  })
}

resource "aws_iam_policy" "shared" {
  name = "tf-shared"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = local.first ? "sqs:SendMessage" : "sqs:*", Resource = "*" }]
  })
}

resource "aws_iam_role_policy_attachment" "shared" {
  role       = aws_iam_role.plain.name
  policy_arn = aws_iam_policy.shared.arn
}

resource "aws_iam_role_policy_attachment" "logs" {
  role       = aws_iam_role.plain.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}

resource "aws_lambda_layer_version" "lib" {
  layer_name               = "lib"
  filename                 = local.code
  source_code_hash         = filebase64sha256(local.code)
  description              = local.first ? "first" : "second"
  compatible_runtimes      = ["nodejs22.x"]
  compatible_architectures = ["x86_64"]
  license_info             = "MIT"
}

resource "aws_lambda_layer_version_permission" "lib" {
  layer_name     = aws_lambda_layer_version.lib.layer_name
  version_number = aws_lambda_layer_version.lib.version
  principal      = "111111111111"
  action         = "lambda:GetLayerVersion"
  statement_id   = "account"
}

resource "aws_lambda_code_signing_config" "signing" {
  description = var.stage
  allowed_publishers {
    signing_profile_version_arns = ["arn:aws:signer:us-east-1:000000000000:/signing-profiles/test/abcdefghij"]
  }
  policies {
    untrusted_artifact_on_deployment = "Warn"
  }
  tags = { stage = var.stage }
}

resource "aws_lambda_function" "plain" {
  function_name    = "tf-plain"
  role             = aws_iam_role.plain.arn
  runtime          = "nodejs22.x"
  handler          = "index.handler"
  filename         = local.code
  source_code_hash = filebase64sha256(local.code)
}

resource "aws_lambda_function" "image" {
  function_name = "tf-image"
  role          = local.role
  package_type  = "Image"
  image_uri     = "repository/app:1"
  dynamic "image_config" {
    for_each = local.full
    content {
      command           = ["app.handler"]
      working_directory = "/work"
    }
  }
}

resource "aws_lambda_function" "full" {
  function_name                  = "tf-full"
  description                    = var.stage
  role                           = local.role
  runtime                        = "nodejs22.x"
  handler                        = "index.handler"
  filename                       = local.code
  source_code_hash               = filebase64sha256(local.code)
  memory_size                    = local.first ? 128 : 256
  timeout                        = 7
  publish                        = true
  architectures                  = ["x86_64"]
  reserved_concurrent_executions = var.stage == "bare" ? -1 : 5
  layers                         = var.stage == "bare" ? [] : [aws_lambda_layer_version.lib.arn]
  code_signing_config_arn        = var.stage == "bare" ? null : aws_lambda_code_signing_config.signing.arn
  kms_key_arn                    = var.stage == "bare" ? null : "arn:aws:kms:us-east-1:000000000000:key/12345678-1234-1234-1234-123456789012"
  tags                           = var.stage == "bare" ? {} : { stage = var.stage }
  dynamic "environment" {
    for_each = local.full
    content {
      variables = { STAGE = var.stage }
    }
  }
  ephemeral_storage {
    size = local.first ? 512 : 1024
  }
  dynamic "dead_letter_config" {
    for_each = local.full
    content {
      target_arn = "arn:aws:sqs:us-east-1:000000000000:dead"
    }
  }
  dynamic "tracing_config" {
    for_each = local.full
    content {
      mode = "Active"
    }
  }
  # The provider never takes this block away: once left out, it plans a change for ever.
  logging_config {
    log_format            = "JSON"
    application_log_level = local.first ? "DEBUG" : "INFO"
    system_log_level      = "WARN"
  }
  dynamic "vpc_config" {
    for_each = local.full
    content {
      subnet_ids         = ["subnet-0123456789abcdef0"]
      security_group_ids = ["sg-0123456789abcdef0"]
    }
  }
  dynamic "file_system_config" {
    for_each = local.full
    content {
      arn              = "arn:aws:elasticfilesystem:us-east-1:000000000000:access-point/fsap-0123456789abcdef0"
      local_mount_path = "/mnt/files"
    }
  }
}

resource "aws_lambda_function" "snapshot" {
  function_name    = "tf-snapshot"
  role             = local.role
  runtime          = "java17"
  handler          = "example.Handler"
  filename         = local.code
  source_code_hash = filebase64sha256(local.code)
  publish          = true
  dynamic "snap_start" {
    for_each = local.full
    content {
      apply_on = "PublishedVersions"
    }
  }
}

resource "aws_lambda_alias" "live" {
  name             = "live"
  description      = var.stage
  function_name    = aws_lambda_function.full.function_name
  function_version = aws_lambda_function.full.version
}

resource "aws_lambda_alias" "shared" {
  name             = "shared"
  function_name    = aws_lambda_function.full.function_name
  function_version = aws_lambda_function.full.version
  dynamic "routing_config" {
    for_each = var.stage == "second" ? [1] : []
    content {
      additional_version_weights = { "1" = 0.25 }
    }
  }
}

resource "aws_lambda_permission" "s3" {
  statement_id   = "s3"
  action         = "lambda:InvokeFunction"
  function_name  = aws_lambda_function.full.function_name
  qualifier      = aws_lambda_alias.live.name
  principal      = "s3.amazonaws.com"
  source_arn     = "arn:aws:s3:::bucket"
  source_account = "000000000000"
}

resource "aws_lambda_function_url" "live" {
  function_name      = aws_lambda_function.full.function_name
  qualifier          = aws_lambda_alias.live.name
  authorization_type = "NONE"
  invoke_mode        = local.first ? "BUFFERED" : "RESPONSE_STREAM"
  dynamic "cors" {
    for_each = local.full
    content {
      allow_origins = ["*"]
      allow_methods = ["GET"]
      max_age       = 60
    }
  }
}

resource "aws_lambda_function_event_invoke_config" "live" {
  function_name                = aws_lambda_function.full.function_name
  qualifier                    = aws_lambda_alias.live.name
  maximum_retry_attempts       = local.first ? 0 : 1
  maximum_event_age_in_seconds = 120
  dynamic "destination_config" {
    for_each = local.full
    content {
      on_failure {
        destination = aws_lambda_function.plain.arn
      }
    }
  }
}

resource "aws_lambda_provisioned_concurrency_config" "live" {
  function_name                     = aws_lambda_function.full.function_name
  qualifier                         = aws_lambda_alias.live.name
  provisioned_concurrent_executions = local.first ? 1 : 2
}

resource "aws_lambda_runtime_management_config" "plain" {
  function_name     = aws_lambda_function.plain.function_name
  update_runtime_on = local.first ? "FunctionUpdate" : "Auto"
}

resource "aws_lambda_function_recursion_config" "plain" {
  function_name  = aws_lambda_function.plain.function_name
  recursive_loop = local.first ? "Allow" : "Terminate"
}

resource "aws_lambda_event_source_mapping" "queue" {
  event_source_arn = "arn:aws:sqs:us-east-1:000000000000:queue"
  function_name    = aws_lambda_function.plain.arn
  batch_size       = local.first ? 5 : 7
  dynamic "scaling_config" {
    for_each = local.full
    content {
      maximum_concurrency = 3
    }
  }
  dynamic "filter_criteria" {
    for_each = local.full
    content {
      filter {
        pattern = jsonencode({ body = { a = [1] } })
      }
    }
  }
  tags = { stage = var.stage }
}

resource "aws_lambda_event_source_mapping" "stream" {
  event_source_arn       = "arn:aws:kinesis:us-east-1:000000000000:stream/s"
  function_name          = aws_lambda_alias.live.arn
  starting_position      = "LATEST"
  maximum_retry_attempts = 3
  enabled                = local.first
}

resource "aws_lambda_event_source_mapping" "table" {
  event_source_arn                   = "arn:aws:dynamodb:us-east-1:000000000000:table/t/stream/2024-01-01T00:00:00.000"
  function_name                      = aws_lambda_function.plain.arn
  starting_position                  = "TRIM_HORIZON"
  batch_size                         = 10
  maximum_batching_window_in_seconds = local.first ? 1 : 2
  parallelization_factor             = local.first ? 2 : 3
  maximum_record_age_in_seconds      = 120
  maximum_retry_attempts             = 2
  bisect_batch_on_function_error     = local.first
  tumbling_window_in_seconds         = 30
  function_response_types            = ["ReportBatchItemFailures"]
  dynamic "destination_config" {
    for_each = local.full
    content {
      on_failure {
        destination_arn = "arn:aws:sqs:us-east-1:000000000000:dead"
      }
    }
  }
  # Like logging_config: once left out, it plans a change for ever.
  metrics_config {
    metrics = ["EventCount"]
  }
}

resource "aws_lambda_event_source_mapping" "kafka" {
  event_source_arn  = "arn:aws:kafka:us-east-1:000000000000:cluster/k/12345678-1234-1234-1234-123456789012-1"
  function_name     = aws_lambda_function.plain.arn
  topics            = ["orders"]
  starting_position = "TRIM_HORIZON"
  amazon_managed_kafka_event_source_config {
    consumer_group_id = "readers"
  }
  provisioned_poller_config {
    minimum_pollers = local.first ? 1 : 2
    maximum_pollers = 5
  }
}

resource "aws_lambda_event_source_mapping" "own_kafka" {
  function_name     = aws_lambda_function.plain.arn
  topics            = ["orders"]
  starting_position = "TRIM_HORIZON"
  self_managed_event_source {
    endpoints = { KAFKA_BOOTSTRAP_SERVERS = "broker-1.example.com:9092,broker-2.example.com:9092" }
  }
  self_managed_kafka_event_source_config {
    consumer_group_id = "readers"
  }
  source_access_configuration {
    type = "BASIC_AUTH"
    uri  = "arn:aws:secretsmanager:us-east-1:000000000000:secret:kafka-a1b2c3"
  }
}

resource "aws_lambda_event_source_mapping" "documents" {
  event_source_arn  = "arn:aws:rds:us-east-1:000000000000:cluster:documents"
  function_name     = aws_lambda_function.plain.arn
  starting_position = "LATEST"
  document_db_event_source_config {
    database_name   = "shop"
    collection_name = local.first ? "orders" : "carts"
    full_document   = "UpdateLookup"
  }
  source_access_configuration {
    type = "BASIC_AUTH"
    uri  = "arn:aws:secretsmanager:us-east-1:000000000000:secret:documents-a1b2c3"
  }
}

resource "aws_lambda_event_source_mapping" "broker" {
  event_source_arn = "arn:aws:mq:us-east-1:000000000000:broker:b:b-12345678-1234-1234-1234-123456789012"
  function_name    = aws_lambda_function.plain.arn
  queues           = ["orders"]
  batch_size       = local.first ? 5 : 7
  source_access_configuration {
    type = "BASIC_AUTH"
    uri  = "arn:aws:secretsmanager:us-east-1:000000000000:secret:broker-a1b2c3"
  }
  source_access_configuration {
    type = "VIRTUAL_HOST"
    uri  = "/shop"
  }
}

resource "aws_lambda_invocation" "plain" {
  function_name   = aws_lambda_function.plain.function_name
  input           = jsonencode({ stage = var.stage })
  lifecycle_scope = "CREATE_ONLY"
}

data "aws_lambda_functions" "all" {
  depends_on = [aws_lambda_function.plain]
}

data "aws_lambda_function" "full" {
  function_name = aws_lambda_function.full.function_name
  qualifier     = aws_lambda_alias.live.name
}

data "aws_lambda_alias" "live" {
  function_name = aws_lambda_function.full.function_name
  name          = aws_lambda_alias.live.name
}

data "aws_lambda_layer_version" "lib" {
  layer_name = aws_lambda_layer_version.lib.layer_name
}

data "aws_lambda_function_url" "live" {
  function_name = aws_lambda_function.full.function_name
  qualifier     = aws_lambda_function_url.live.qualifier
}

data "aws_lambda_code_signing_config" "signing" {
  arn = aws_lambda_code_signing_config.signing.arn
}
