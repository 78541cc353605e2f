export const handler = awslambda.streamifyResponse(async (event, stream) => {
  for (let chunk = 0; chunk < event.chunks; chunk += 1) {
    stream.write('x'.repeat(event.bytes));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  stream.end();
});
