/** Logical ids and stages of the APIs that SAM makes for events without one of their own (http contract §7.1), and its stage for WebSocket APIs. */
export const implicitApis = {
  rest: { logicalId: 'ServerlessRestApi', stage: 'Prod' },
  http: { logicalId: 'ServerlessHttpApi', stage: '$default' },
  webSocket: { stage: 'default' },
} as const;
