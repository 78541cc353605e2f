// Event: {"id": "…", "ms": 20}: reports over HTTP that it has begun (and in which run of Hearth) and, after that time, that it is done.
export const handler = async ({ id, ms = 0 }) => {
  await report(`began/${id}/${process.env.RUN}`);
  await new Promise((resolve) => setTimeout(resolve, ms));
  await report(`done/${id}`);
  return id;
};

async function report(what) {
  await fetch(`${process.env.REPORT_TO}/${what}`, { method: 'POST' });
}
