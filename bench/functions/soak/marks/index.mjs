import { once } from 'node:events';
import http from 'node:http';

// Tells the neighbour that this event ran, before anything else can happen to it.
export const handler = async (event) => {
  const request = http.request(`${process.env.MARKS_URL}/${event.mark}`, { method: 'POST', agent: false }).end();
  const [response] = await once(request, 'response');
  response.resume();
  await once(response, 'end');
  return event.mark;
};
