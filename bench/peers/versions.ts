/** The peers that are measured, by the exact versions that `npm` and `pip` install when a bench first needs them. */
export const peerVersions = {
  /** Serverless 4 wants an account; 3.40 with serverless-offline 13 is the last pair that runs without one. */
  serverless: { serverless: '3.40.0', 'serverless-offline': '13.9.0' },
  sam: { 'aws-sam-cli': '1.170.0' },
} as const;
