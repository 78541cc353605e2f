// Gives the event of an HTTP request back.
export const handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });
