import http from 'node:http';

const agent = new http.Agent({ keepAlive: true });

function post(path, body = '') {
  return new Promise((resolve, reject) => {
    const request = http.request(process.env.REPORT_URL + path, { method: 'POST', agent }, (response) => {
      response.resume();
      response.once('end', () => resolve(response.statusCode));
    });
    request.once('error', reject);
    request.end(body);
  });
}

// Tells that the event runs; the answer says whether it is to fail this time.
export const run = async ({ id }) => {
  if ((await post(`/ran/${id}`)) !== 200) throw new Error(`to fail: ${id}`);
  return id;
};

// The destination: tells of the record.
export const collect = async ({ requestPayload, requestContext }) => {
  const { condition, approximateInvokeCount } = requestContext;
  await post(`/told/${requestPayload.id}/${condition}/${approximateInvokeCount}`);
};
