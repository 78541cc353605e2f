// Ends as {"how"} says: it throws, exits, or leaves a rejection to nobody.
export const handler = async (event) => {
  if (event.how === 'exit') process.exit(3);
  if (event.how === 'reject') Promise.reject(new Error('Left alone.'));
  if (event.how === 'throw') throw new RangeError('The order was refused.');
  await new Promise((resolve) => setTimeout(resolve, 50));
  return event;
};
