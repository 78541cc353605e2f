// Gives the body of an HTTP request back, after ?ms=… milliseconds where that is asked for.
export const handler = async (event) => {
  const ms = Number(event.queryStringParameters?.ms ?? 0);
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
  return { statusCode: 200, body: event.body ?? '' };
};
