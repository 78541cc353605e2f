export const handler = async (event) => {
  await new Promise((resolve) => setTimeout(resolve, event.ms ?? 1000));
  return { slept: event.ms ?? 1000, pid: process.pid };
};
