// Answers over the Runtime API itself, and then once more through its client.
export const handler = async (event, context) => {
  const invocation = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/invocation/${context.awsRequestId}`;
  const post = (what, body) => fetch(`${invocation}/${what}`, { method: 'POST', body }).then(({ status }) => status);
  const statuses = [await post('response', '"first"'), await post('response', '"second"'), await post('error', '{}')];
  console.log(`told ${statuses.join(' ')}.`);
  return 'third';
};
