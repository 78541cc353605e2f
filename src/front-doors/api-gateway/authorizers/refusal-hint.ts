/** What a developer reads when an authorizer refuses because Hearth cannot verify it. */
export const mockHint = {
  token:
    'Pass --mock-claims file.json to answer it with claims of your own, or --disable-authorizer to open every route.',
  other: 'Pass --disable-authorizer to open every route.',
} as const;
