import { once } from 'node:events';
import { connect } from 'node:net';

/** Counts visits in the Redis database of the stack, in Redis's own protocol: nothing has to be installed. */
export const handler = async () => {
  const visits = await command('INCR', 'visits');
  return { visits, database: process.env.DATABASE_HOST };
};

async function command(...words) {
  const socket = connect(6379, process.env.DATABASE_HOST);
  try {
    await once(socket, 'connect');
    socket.write(`*${words.length}\r\n${words.map((word) => `$${word.length}\r\n${word}\r\n`).join('')}`);
    const [answer] = await once(socket, 'data');
    const text = answer.toString().trim();
    if (!text.startsWith(':')) throw new Error(`The database answered ${text}`);
    return Number(text.slice(1));
  } finally {
    socket.destroy();
  }
}
