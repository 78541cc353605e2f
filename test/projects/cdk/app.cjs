const cdk = require('aws-cdk-lib');
const lambda = require('aws-cdk-lib/aws-lambda');
const { HttpApi, HttpMethod } = require('aws-cdk-lib/aws-apigatewayv2');
const { HttpLambdaIntegration } = require('aws-cdk-lib/aws-apigatewayv2-integrations');
const apigw = require('aws-cdk-lib/aws-apigateway');
const dynamodb = require('aws-cdk-lib/aws-dynamodb');
const app = new cdk.App({ outdir: process.argv[2], analyticsReporting: false, context: { 'aws:cdk:enable-path-metadata': true, 'aws:cdk:enable-asset-metadata': true } });
const code = () => lambda.Code.fromAsset('app/src');
class Store extends cdk.Stack {
  constructor(scope, id) {
    super(scope, id, { synthesizer: new cdk.DefaultStackSynthesizer({ generateBootstrapVersionRule: false }) });
    this.reader = new lambda.Function(this, 'Reader', { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: code() });
  }
}
class Shop extends cdk.Stack {
  constructor(scope, id, { store }) {
    super(scope, id);
    const greeting = new cdk.CfnParameter(this, 'Greeting', { default: 'hello' });
    const layer = new lambda.LayerVersion(this, 'Shared', { code: lambda.Code.fromAsset('app/layer') });
    const hello = new lambda.Function(this, 'Hello', {
      runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: code(), layers: [layer],
      environment: { GREETING: greeting.valueAsString, READER: store.reader.functionArn },
    });
    const live = new lambda.Alias(this, 'Live', { aliasName: 'live', version: hello.currentVersion });
    const api = new HttpApi(this, 'Http');
    api.addRoutes({ path: '/hello', methods: [HttpMethod.GET], integration: new HttpLambdaIntegration('I', hello) });
    const rest = new apigw.LambdaRestApi(this, 'Rest', { handler: live, proxy: true });
    hello.addFunctionUrl({ authType: lambda.FunctionUrlAuthType.NONE });
    new lambda.DockerImageFunction(this, 'Image', { code: lambda.DockerImageCode.fromImageAsset('app/image') });
    const nested = new cdk.NestedStack(this, 'Part');
    const inner = new lambda.Function(nested, 'Inner', { runtime: lambda.Runtime.PYTHON_3_12, handler: 'index.handler', code: lambda.Code.fromInline('def handler(e, c): return 1'), environment: { HELLO: hello.functionName } });
    new cdk.CfnOutput(this, 'InnerArn', { value: inner.functionArn });
  }
}
const store = new Store(app, 'Store');
new Shop(app, 'Shop', { store });
class Later extends cdk.Stage { constructor(s, id) { super(s, id); new Store(this, 'Archive'); } }
new Later(app, 'Beta');
app.synth();
