import { Router } from '@aws-lambda-powertools/event-handler/http';

const app = new Router();
const json = (value, init) => Response.json(value, init);
app.get('/', () => ({ root: true }));
app.get('/orders/:id', ({ params }) => ({ id: decodeURIComponent(params.id) }));
app.get('/search', ({ req }) => {
  const { searchParams } = new URL(req.url);
  return { tags: searchParams.getAll('tag'), q: searchParams.get('q') };
});
// Of two cookies in a Response it loses one.
app.get('/cookies', ({ req }) => ({
  statusCode: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ cookie: req.headers.get('cookie') }),
  cookies: ['a=1; Path=/', 'b=2; Path=/'],
}));
app.post('/json', async ({ req }) => json(await req.json(), { status: 201 }));
app.post('/form', async ({ req }) => Object.fromEntries(new URLSearchParams(await req.text())));
app.post('/bytes', async ({ req }) => {
  return new Response(await req.arrayBuffer(), { headers: { 'content-type': 'application/octet-stream' } });
});
app.get('/old', () => new Response(null, { status: 302, headers: { location: '/orders/1' } }));
app.get('/fails', () => {
  throw new Error('The order was refused.');
});

export const handler = (event, context) => app.resolve(event, context);
