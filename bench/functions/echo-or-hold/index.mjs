// Gives the event back; with {"holdMs": n} only after so long, which is how many sandboxes side by side are asked for.
export const handler = async (event) => {
  if (event.holdMs > 0) await new Promise((resolve) => setTimeout(resolve, event.holdMs));
  return event;
};
