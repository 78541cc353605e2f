import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import http2 from 'node:http2';
import https from 'node:https';
import type http from 'node:http';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { RunningCommand, runHearth } from '../../support/product/running-command.js';
import { projectFolder, type ProjectFolder } from '../../support/project-folder.js';

const run = promisify(execFile);
const words = ['start-api', '--port', '0', '--lambda-port', '0', '--sandbox-host', 'process'];

const handler = `exports.handler = async (event) => ({
  statusCode: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ ...event, function: process.env.AWS_LAMBDA_FUNCTION_NAME }),
});`;
const rules = (paths: string): string => `
  ShopRule:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !Ref Https
      Priority: 10
      Conditions: [{ Field: path-pattern, Values: [${paths}] }]
      Actions: [{ Type: forward, TargetGroupArn: !Ref Group }]
`;
const template = (paths: string): string => `
Transform: AWS::Serverless-2016-10-31
Globals: { Function: { Runtime: nodejs22.x, Handler: index.handler, CodeUri: src } }
Resources:
  Shop:
    Type: AWS::Serverless::Function
    Properties:
      FunctionUrlConfig: { AuthType: NONE }
      Events: { Get: { Type: HttpApi, Properties: { Path: /api, Method: get } } }
  Web: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: { Subnets: [one, two] } }
  Http:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Web
      Port: 80
      Protocol: HTTP
      DefaultActions: [{ Type: redirect, RedirectConfig: { Protocol: HTTPS, Port: '443', StatusCode: HTTP_301 } }]
  Https:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Web
      Port: 443
      Protocol: HTTPS
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '404', MessageBody: nothing } }]
  Group:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties:
      TargetType: lambda
      HealthCheckEnabled: true
      Targets: [{ Id: !GetAtt Shop.Arn }]
${rules(paths)}`;

interface Door {
  readonly door: string;
  readonly stage: string | null;
  readonly path: string;
  readonly urls: { readonly host: string; readonly path: string; readonly port?: string };
}

async function doorsOf({ path: folder }: ProjectFolder): Promise<readonly Door[]> {
  const { stdout } = await runHearth(['routes', '--json'], { folder });
  return JSON.parse(stdout) as readonly Door[];
}

async function overTls(url: string, ca: string): Promise<{ status: number | undefined; body: string }> {
  const request = https.get(url, { ca, agent: false });
  const [response] = (await once(request, 'response')) as [http.IncomingMessage];
  return { status: response.statusCode, body: await text(response) };
}

describe('a load balancer of a template', () => {
  it('has a port for each listener and an address by host and path, checks its target, and follows edits', async () => {
    await using project = await projectFolder({ 'template.yaml': template('/shop, /shop/*'), 'src/index.js': handler });
    await using hearth = await RunningCommand.start(words, { folder: project.path });
    await hearth.says(/The target of "Group" is healthy/);
    const alb = (await doorsOf(project)).filter(({ door }) => door === 'alb');
    const shop = alb.find((row) => row.path === '/shop/*');
    const plain = alb.find((row) => row.stage === 'Http');

    const byPort = await fetch(`${shop?.urls.port ?? ''}/shop/1?q=a%20b`);
    const byPath = await fetch(`${shop?.urls.path ?? ''}/shop`);
    const redirected = await fetch(`${plain?.urls.port ?? ''}/shop/2?x=1`);
    const none = await fetch(`${shop?.urls.port ?? ''}/none`);

    expect([byPort.status, await byPort.json()]).toMatchObject([
      200,
      { httpMethod: 'GET', path: '/shop/1', queryStringParameters: { q: 'a%20b' }, body: '', function: 'Shop' },
    ]);
    expect(await byPath.json()).toMatchObject({ path: '/shop' });
    // The redirect to port 443 leads to where that listener is served here.
    expect([redirected.url, redirected.status]).toEqual([`${shop?.urls.port ?? ''}/shop/2?x=1`, 200]);
    expect([none.status, none.headers.get('server'), await none.text()]).toEqual([404, 'awselb/2.0', 'nothing']);
    expect(hearth.stderr).toContain('Web HTTPS:443');

    await project.write('template.yaml', template('/store'));
    const moved = `${shop?.urls.port ?? ''}/store`;
    while ((await fetch(moved)).status !== 200) await pause(20);
    expect((await fetch(`${shop?.urls.port ?? ''}/shop`)).status).toBe(404);
  });

  it('is served over TLS with HTTP/2, as are APIs and function URLs, with a certificate that clients can trust', async () => {
    await using project = await projectFolder({
      'template.yaml': template('/shop'),
      'src/index.js': handler,
      'public/a.txt': 'from the folder',
    });
    await using hearth = await RunningCommand.start([...words, '--https', '--url-port', 'Shop=0'], {
      folder: project.path,
    });
    const file = path.join(project.path, '.hearth/tls/certificate.pem');
    const ca = await readFile(file, 'utf8');
    const doors = await doorsOf(project);
    const portOf = (wanted: string, stage: string | null): string =>
      doors.find(({ door, stage: own }) => door === wanted && own === stage)?.urls.port ?? '';

    const api = await overTls(`${hearth.apiUrl}/api`, ca);
    const balanced = await overTls(`${portOf('alb', 'Https')}/shop`, ca);
    const url = await overTls(`${portOf('url', null)}/any/path`, ca);
    const statics = await overTls(`${hearth.apiUrl}/a.txt`, ca);
    const session = http2.connect(hearth.apiUrl, { ca });
    const stream = session.request({ ':path': '/api' });
    const [answered] = (await once(stream, 'response')) as [http2.IncomingHttpHeaders];
    const body = await text(stream);
    session.close();
    const curl = await run('curl', ['-s', '--cacert', file, '-w', ' %{http_version}', `${hearth.apiUrl}/a.txt`]);

    expect(hearth.apiUrl).toMatch(/^https:/);
    expect(JSON.parse(api.body)).toMatchObject({ headers: { 'x-forwarded-proto': 'https' } });
    expect(JSON.parse(balanced.body)).toMatchObject({ path: '/shop', headers: { 'x-forwarded-proto': 'https' } });
    expect(JSON.parse(url.body)).toMatchObject({ rawPath: '/any/path', routeKey: '$default' });
    expect(statics).toEqual({ status: 200, body: 'from the folder' });
    expect([answered[':status'], JSON.parse(body)]).toMatchObject([200, { routeKey: 'GET /api' }]);
    expect(curl.stdout).toMatch(/^from the folder (2|1\.1)$/);
    expect(portOf('alb', 'Http')).toMatch(/^http:/);
  });

  it('refuses a certificate that is none, with the file and the flag', async () => {
    await using project = await projectFolder({
      'template.yaml': template('/shop'),
      'src/index.js': handler,
      'cert.pem': 'no',
      'key.pem': 'no',
    });
    const flags = ['--ssl-cert-file', 'cert.pem', '--ssl-key-file', 'key.pem'];

    const { stderr } = await runHearth([...words, ...flags], { folder: project.path });

    expect(stderr).toContain(`"${project.path}/cert.pem" holds no certificate.`);
  });

  it('is served on an IPv6 address too', async () => {
    await using project = await projectFolder({ 'template.yaml': template('/shop'), 'src/index.js': handler });
    await using hearth = await RunningCommand.start([...words, '--host', '::1'], { folder: project.path });
    const shop = (await doorsOf(project)).find((row) => row.path === '/shop');

    const answered = await fetch(`${shop?.urls.port ?? ''}/shop`);

    expect(hearth.apiUrl).toMatch(/^http:\/\/\[::1\]:\d+$/);
    expect(await answered.json()).toMatchObject({ headers: { 'x-forwarded-for': '::1' } });
  });
});
