// Says hello in the form that every function of this example answers in.
export const handler = async (event, context) => ({
  statusCode: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({
    message: `${process.env.GREETING}, ${event.pathParameters.name}!`,
    language: 'Node.js',
    version: process.version,
    requestId: context.awsRequestId,
  }),
});
