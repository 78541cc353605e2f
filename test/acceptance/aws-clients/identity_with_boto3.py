"""Asks IAM and STS with boto3 what a client of Lambda asks, and prints what came of it as JSON. Argument: endpoint."""

import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

(endpoint,) = sys.argv[1:]
options = {
    "endpoint_url": endpoint,
    "region_name": "us-east-1",
    "config": Config(retries={"total_max_attempts": 1}, parameter_validation=False),
}
keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
iam = boto3.client("iam", **options, **keys)
sts = boto3.client("sts", **options, **keys)

TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}
PERMISSIONS = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
AWS_POLICY = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"


def refused(call, **request):
    try:
        call(**request)
    except ClientError as error:
        answer = error.response
        return [answer["ResponseMetadata"]["HTTPStatusCode"], answer["Error"]["Code"], answer["Error"]["Message"]]
    return "not refused"


def create_role(name, **request):
    return iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(TRUST), **request)["Role"]


def roles():
    role = create_role("mine", Path="/team/", Description="of mine", Tags=[{"Key": "team", "Value": "a"}])
    iam.get_waiter("role_exists").wait(RoleName="mine", WaiterConfig={"Delay": 1, "MaxAttempts": 3})
    shown = iam.get_role(RoleName="mine")["Role"]
    for number in range(3):
        create_role(f"other-{number}")
    pages = iam.get_paginator("list_roles").paginate(PaginationConfig={"PageSize": 2})
    return {
        "arn": role["Arn"],
        "id": role["RoleId"][:4],
        "trust": shown["AssumeRolePolicyDocument"] == TRUST,
        "shown": [shown["Path"], shown["Description"], shown["MaxSessionDuration"], shown["Tags"]],
        "listed": [[r["RoleName"] for r in page["Roles"]] for page in pages],
        "below": [r["RoleName"] for r in iam.list_roles(PathPrefix="/team/")["Roles"]],
    }


def policies():
    arn = iam.create_policy(PolicyName="shared", PolicyDocument=json.dumps(PERMISSIONS))["Policy"]["Arn"]
    iam.get_waiter("policy_exists").wait(PolicyArn=arn, WaiterConfig={"Delay": 1, "MaxAttempts": 3})
    iam.attach_role_policy(RoleName="mine", PolicyArn=arn)
    iam.attach_role_policy(RoleName="mine", PolicyArn=AWS_POLICY)
    iam.put_role_policy(RoleName="mine", PolicyName="inline", PolicyDocument=json.dumps(PERMISSIONS))
    version = iam.get_policy_version(PolicyArn=arn, VersionId="v1")["PolicyVersion"]
    return {
        "attached": [p["PolicyArn"] for p in iam.list_attached_role_policies(RoleName="mine")["AttachedPolicies"]],
        "inline": iam.list_role_policies(RoleName="mine")["PolicyNames"],
        "inlineDocument": iam.get_role_policy(RoleName="mine", PolicyName="inline")["PolicyDocument"] == PERMISSIONS,
        "document": [version["Document"] == PERMISSIONS, version["IsDefaultVersion"]],
        "count": iam.get_policy(PolicyArn=arn)["Policy"]["AttachmentCount"],
        "own": [p["PolicyName"] for p in iam.list_policies(Scope="Local")["Policies"]],
    }


def refusals():
    arn = "arn:aws:iam::000000000000:policy/shared"
    trust = json.dumps(TRUST)
    prohibited = json.dumps({**TRUST, "Statement": [{**TRUST["Statement"][0], "Resource": "*"}]})
    found = {
        "noRole": refused(iam.get_role, RoleName="absent"),
        "deleteNoRole": refused(iam.delete_role, RoleName="absent"),
        "noInline": refused(iam.get_role_policy, RoleName="mine", PolicyName="absent"),
        "noPolicy": refused(iam.get_policy, PolicyArn=f"{arn}-2"),
        "attachNoPolicy": refused(iam.attach_role_policy, RoleName="mine", PolicyArn=f"{arn}-2"),
        "detachNoPolicy": refused(iam.detach_role_policy, RoleName="mine", PolicyArn=f"{arn}-2"),
        "roleTwice": refused(iam.create_role, RoleName="mine", AssumeRolePolicyDocument=trust),
        "policyTwice": refused(iam.create_policy, PolicyName="shared", PolicyDocument=json.dumps(PERMISSIONS)),
        "roleInUse": refused(iam.delete_role, RoleName="mine"),
        "policyInUse": refused(iam.delete_policy, PolicyArn=arn),
        "badTrust": refused(iam.create_role, RoleName="bad", AssumeRolePolicyDocument="{"),
        "trustWithResource": refused(iam.create_role, RoleName="bad", AssumeRolePolicyDocument=prohibited),
        "badPolicy": refused(iam.put_role_policy, RoleName="mine", PolicyName="bad", PolicyDocument="{}"),
        "badName": refused(iam.create_role, RoleName="a b", AssumeRolePolicyDocument=trust),
        "longName": refused(iam.create_role, RoleName="a" * 65, AssumeRolePolicyDocument=trust),
        "shortSession": refused(
            iam.create_role, RoleName="bad", AssumeRolePolicyDocument=trust, MaxSessionDuration=60
        ),
        "noName": refused(iam.get_role_policy, RoleName="mine"),
        "badRoleArn": refused(sts.assume_role, RoleArn="arn:aws:iam::1:role/mine-is-too", RoleSessionName="me"),
        "badSessionName": refused(
            sts.assume_role, RoleArn="arn:aws:iam::000000000000:role/team/mine", RoleSessionName="a b"
        ),
        "shortAssumed": refused(
            sts.assume_role,
            RoleArn="arn:aws:iam::000000000000:role/team/mine",
            RoleSessionName="me",
            DurationSeconds=60,
        ),
    }
    iam.detach_role_policy(RoleName="mine", PolicyArn=arn)
    iam.detach_role_policy(RoleName="mine", PolicyArn=AWS_POLICY)
    found["inlineLeft"] = refused(iam.delete_role, RoleName="mine")
    return found


def sessions():
    own = sts.get_caller_identity()
    assumed = sts.assume_role(RoleArn="arn:aws:iam::000000000000:role/team/mine", RoleSessionName="me")
    credentials = assumed["Credentials"]
    session = boto3.client(
        "sts",
        **options,
        aws_access_key_id=credentials["AccessKeyId"],
        aws_secret_access_key=credentials["SecretAccessKey"],
        aws_session_token=credentials["SessionToken"],
    )
    other = boto3.client("sts", **options, aws_access_key_id="222222222222", aws_secret_access_key="test")
    return {
        "own": [own["Account"], own["Arn"]],
        "other": other.get_caller_identity()["Account"],
        "assumed": assumed["AssumedRoleUser"]["Arn"],
        "session": session.get_caller_identity()["Arn"],
    }


def removal():
    iam.delete_role_policy(RoleName="mine", PolicyName="inline")
    iam.delete_role(RoleName="mine")
    iam.delete_policy(PolicyArn="arn:aws:iam::000000000000:policy/shared")
    return [r["RoleName"] for r in iam.list_roles()["Roles"]]


results = {"roles": roles(), "policies": policies(), "refusals": refusals(), "sessions": sessions()}
json.dump({**results, "left": removal()}, sys.stdout)
