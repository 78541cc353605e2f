import { Hono } from 'hono';
import { setCookie } from 'hono/cookie';
import { stream } from 'hono/streaming';

export const app = new Hono();
app.get('/', (c) => c.json({ root: true }));
app.get('/orders/:id', (c) => c.json({ id: c.req.param('id') }));
app.get('/search', (c) => c.json({ tags: c.req.queries('tag'), q: c.req.query('q') }));
app.get('/cookies', (c) => {
  setCookie(c, 'a', '1');
  setCookie(c, 'b', '2');
  return c.json({ cookie: c.req.header('cookie') });
});
app.post('/json', async (c) => c.json(await c.req.json(), 201));
app.post('/form', async (c) => c.json(await c.req.parseBody()));
app.post('/bytes', async (c) => c.body(await c.req.arrayBuffer(), 200, { 'Content-Type': 'application/octet-stream' }));
app.get('/old', (c) => c.redirect('/orders/1'));
app.get('/fails', () => {
  throw new Error('The order was refused.');
});
app.get('/stream', (c) =>
  stream(c, async (out) => {
    await out.write('first,');
    await out.sleep(300);
    await out.write('second');
  }),
);
