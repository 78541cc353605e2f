export const handler = async (event) => {
  const greeting = `hello ${event.name}`;
  return greeting;
};
