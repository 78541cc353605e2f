export const handler = async () => {
  console.log('waiting');
  await new Promise(() => setInterval(() => undefined, 1000));
};
