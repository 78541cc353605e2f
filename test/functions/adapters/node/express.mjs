import express from 'express';
import serverless from 'serverless-http';

const app = express();
app.use(express.json(), express.urlencoded({ extended: false }), express.raw({ type: 'application/octet-stream' }));
app.get('/', (_request, response) => response.json({ root: true }));
app.get('/orders/:id', (request, response) => response.json({ id: request.params.id }));
app.get('/search', ({ query }, response) => response.json({ tags: [query.tag].flat(), q: query.q }));
app.get('/cookies', (request, response) => {
  response.cookie('a', '1').cookie('b', '2').json({ cookie: request.headers.cookie });
});
app.post('/json', (request, response) => response.status(201).json(request.body));
app.post('/form', (request, response) => response.json(request.body));
app.post('/bytes', (request, response) => response.type('application/octet-stream').send(request.body));
app.get('/old', (_request, response) => response.redirect('/orders/1'));
app.get('/fails', () => {
  throw new Error('The order was refused.');
});

// As its guide says: API Gateway must be told which bodies are not text.
export const handler = serverless(app, { binary: ['application/octet-stream'] });
