export const handler = async (event) => {
  await new Promise((resolve) => setTimeout(resolve, event.ms));
  console.log(`slept ${event.ms} ms`);
  return event;
};
