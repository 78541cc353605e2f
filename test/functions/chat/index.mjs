import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GetConnectionCommand,
  GoneException,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';

// Everything that a client says names whom it is for: the room has no memory of its own.
export const handler = async ({ requestContext, body, queryStringParameters }) => {
  const { routeKey, connectionId, domainName, stage } = requestContext;
  // As AWS's own samples have it.
  const management = new ApiGatewayManagementApiClient({ endpoint: `https://${domainName}/${stage}` });
  const message = body === undefined ? {} : JSON.parse(body);
  switch (routeKey) {
    case '$connect':
      return { statusCode: queryStringParameters?.name === undefined ? 403 : 200 };
    case '$disconnect':
      console.log(`${connectionId} left with ${requestContext.disconnectStatusCode}`);
      return { statusCode: 200 };
    case 'whoami':
      return { statusCode: 200, body: connectionId };
    case 'look': {
      // Without an endpoint the environment decides.
      const shown = await new ApiGatewayManagementApiClient().send(new GetConnectionCommand({ ConnectionId: message.id }));
      return { statusCode: 200, body: shown.Identity.SourceIp };
    }
    case 'kick':
      await management.send(new DeleteConnectionCommand({ ConnectionId: message.id }));
      return { statusCode: 200, body: 'kicked' };
    case 'say': {
      const outcomes = [];
      for (const id of message.to) {
        try {
          await management.send(new PostToConnectionCommand({ ConnectionId: id, Data: message.text }));
          outcomes.push('told');
        } catch (error) {
          if (!(error instanceof GoneException)) throw error;
          outcomes.push('gone');
        }
      }
      return { statusCode: 200, body: outcomes.join() };
    }
    default:
      throw new Error(`No route "${routeKey}"`);
  }
};
