// Event: {"error": "text"} fails through the callback; anything else comes back.
exports.handler = (event, context, callback) => {
  setTimeout(() => {
    if (event.error === undefined) callback(null, event);
    else callback(new TypeError(event.error));
  }, 5);
};
