class OrderRefused extends Error {
  constructor(message) {
    super(message);
    this.name = 'OrderRefused';
  }
}

export const handler = async (event) => {
  throw new OrderRefused(event.message ?? 'The order was refused.');
};
