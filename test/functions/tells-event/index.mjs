// Event: {"id": "…", "ms": 20}: prints the id on a line of its own once it has worked for that long.
export const handler = async ({ id, ms = 0 }) => {
  await new Promise((resolve) => setTimeout(resolve, ms));
  console.log(`event ${id} ran`);
  return id;
};
