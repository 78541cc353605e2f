/** Gateway responses as AWS sends them, by type. */
export interface BuiltInResponse {
  readonly status: number;
  readonly errorType: string;
  /** Byte for byte: AWS writes some with a space after the colon, some without (http contract §0.1, §1.10). */
  readonly body: string;
  /** How the body spells its key when a case has words of its own. */
  readonly messageKey?: 'Message';
  /** Not customisable. */
  readonly fixed?: true;
}

const internalError = (status: number): BuiltInResponse => ({
  status,
  errorType: 'InternalServerErrorException',
  body: '{"message": "Internal server error"}',
});

const plain = (status: number, errorType: string, message: string): BuiltInResponse => ({
  status,
  errorType,
  body: JSON.stringify({ message }),
});

const authorizerFault: BuiltInResponse = {
  status: 500,
  errorType: 'AuthorizerConfigurationException',
  body: '{"message":null}',
};

export const builtInResponses = {
  ACCESS_DENIED: {
    status: 403,
    errorType: 'AccessDeniedException',
    body: '{"Message":"User is not authorized to access this resource"}',
    messageKey: 'Message',
  },
  API_CONFIGURATION_ERROR: internalError(500),
  AUTHORIZER_CONFIGURATION_ERROR: authorizerFault,
  AUTHORIZER_FAILURE: authorizerFault,
  BAD_REQUEST_BODY: plain(400, 'BadRequestException', 'Invalid request body'),
  BAD_REQUEST_PARAMETERS: plain(400, 'BadRequestException', 'Missing required request parameters'),
  EXPIRED_TOKEN: plain(403, 'ExpiredTokenException', 'The security token included in the request is expired'),
  INTEGRATION_FAILURE: {
    ...internalError(504),
    body: '{"message": "Network error communicating with endpoint"}',
  },
  INTEGRATION_TIMEOUT: { ...internalError(504), body: '{"message": "Endpoint request timed out"}' },
  INVALID_API_KEY: plain(403, 'ForbiddenException', 'Forbidden'),
  INVALID_SIGNATURE: plain(
    403,
    'InvalidSignatureException',
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  ),
  MISSING_AUTHENTICATION_TOKEN: plain(403, 'MissingAuthenticationTokenException', 'Missing Authentication Token'),
  QUOTA_EXCEEDED: plain(429, 'LimitExceededException', 'Limit Exceeded'),
  REQUEST_TOO_LARGE: { ...plain(413, 'RequestTooLargeException', 'Request Too Long'), fixed: true },
  THROTTLED: plain(429, 'TooManyRequestsException', 'Too Many Requests'),
  UNAUTHORIZED: plain(401, 'UnauthorizedException', 'Unauthorized'),
  UNSUPPORTED_MEDIA_TYPE: plain(415, 'BadRequestException', 'Unsupported Media Type'),

  /* Not types of AWS's, so that a template cannot name them; the defaults of their family apply. */
  /** A function's error, or a result that is malformed. */
  BAD_PROXY_RESULT: internalError(502),
  EVENT_TOO_LARGE: {
    ...plain(413, 'BadRequestException', 'Request Too Long'),
    body: '{"message": "Request Too Long"}',
    fixed: true,
  },
  URI_TOO_LONG: { ...plain(414, 'BadRequestException', 'Request URI too long'), fixed: true },
  UNKNOWN_STAGE: { ...plain(403, 'ForbiddenException', 'Forbidden'), fixed: true },
  UNKNOWN_KEY: plain(403, 'UnrecognizedClientException', 'The security token included in the request is invalid.'),
} as const satisfies Readonly<Record<string, BuiltInResponse>>;

export type GatewayResponseName = keyof typeof builtInResponses;
