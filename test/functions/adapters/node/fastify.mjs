import awsLambdaFastify from '@fastify/aws-lambda';
import Fastify from 'fastify';

const app = Fastify();
app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
  done(null, Object.fromEntries(new URLSearchParams(body))),
);
app.get('/', () => ({ root: true }));
app.get('/orders/:id', ({ params }) => ({ id: params.id }));
app.get('/search', ({ query }) => ({ tags: [query.tag].flat(), q: query.q }));
app.get('/cookies', (request, reply) => {
  reply.header('set-cookie', ['a=1; Path=/', 'b=2; Path=/']);
  return { cookie: request.headers.cookie };
});
app.post('/json', (request, reply) => reply.code(201).send(request.body));
app.post('/form', ({ body }) => body);
app.post('/bytes', (request, reply) => reply.type('application/octet-stream').send(request.body));
app.get('/old', (_request, reply) => reply.redirect('/orders/1'));
app.get('/fails', () => {
  throw new Error('The order was refused.');
});

export const handler = awsLambdaFastify(app, { binaryMimeTypes: ['application/octet-stream'] });
