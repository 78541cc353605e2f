// cspell:ignore mycoloris TSTALIASID
import { arnIn, type EventInput, type EventTemplate } from './event-template.js';

/** What voice, chat and contact services hand over (Alexa Skills Kit, Lex V1 and V2, Connect: the page of each on its Lambda input). */
export const conversationEvents: readonly EventTemplate[] = [
  skill('start-session', 'a session with a skill begins', { type: 'LaunchRequest' }, true),
  skill('end-session', 'a session with a skill ends', { type: 'SessionEndedRequest', reason: 'USER_INITIATED' }),
  skill('intent-answer', 'a user answers', intentRequest('AnswerIntent', { Item: '1' })),
  skill('intent-getnewfact', 'a user asks for a fact', intentRequest('GetNewFactIntent')),
  skill('intent-mycoloris', 'a user tells a colour', intentRequest('MyColorIsIntent', { Color: 'blue' })),
  skill('intent-recipe', 'a user asks for a recipe', intentRequest('RecipeIntent', { Item: 'snowball' })),
  smartHome('smart-home-discovery-request', 'which appliances are there', 'Discovery', 'DiscoverAppliancesRequest'),
  smartHome('smart-home-control-turn-on-request', 'turn an appliance on', 'Control', 'TurnOnRequest'),
  smartHome('smart-home-control-turn-off-request', 'turn an appliance off', 'Control', 'TurnOffRequest'),
  lex('book-car', 'a user books a car', 'BookTrip', 'BookCar', {
    PickUpCity: 'Chicago',
    PickUpDate: '2030-11-08',
    ReturnDate: '2030-11-09',
    CarType: 'economy',
    DriverAge: '21',
  }),
  lex('book-hotel', 'a user books a room', 'BookTrip', 'BookHotel', {
    Location: 'Chicago',
    CheckInDate: '2030-11-08',
    Nights: '4',
    RoomType: 'queen',
  }),
  lex('make-appointment', 'a user makes an appointment', 'MakeAppointment', 'MakeAppointment', {
    AppointmentType: 'whitening',
    Date: '2030-11-08',
    Time: '10:00',
  }),
  lex('order-flowers', 'a user orders flowers', 'OrderFlowers', 'OrderFlowers', {
    FlowerType: 'lilies',
    PickupDate: '2030-11-08',
    PickupTime: '10:00',
  }),
  lexV2('banking-bot', 'a user asks for a balance, with all slots filled', 'CheckBalance', 'FulfillmentCodeHook', {
    dateOfBirth: '1990-01-01',
    accountType: 'Savings',
  }),
  lexV2('book-car', 'a user begins to book a car', 'BookCar', 'DialogCodeHook', {
    PickUpCity: null,
    PickUpDate: null,
    ReturnDate: null,
    DriverAge: null,
    CarType: null,
  }),
  lexV2('book-hotel', 'a user begins to book a room', 'BookHotel', 'DialogCodeHook', {
    Location: null,
    CheckInDate: null,
    Nights: null,
    RoomType: null,
  }),
  {
    service: 'connect',
    name: 'contact-flow-event',
    description: 'a contact reaches the function in its flow',
    options: { 'contact-id': '4a573372-1f28-4e26-b97b-000000000000', 'phone-number': '+15550100' },
    make: (input) => ({
      Details: {
        ContactData: {
          Attributes: {},
          Channel: 'VOICE',
          ContactId: input.option('contact-id'),
          CustomerEndpoint: { Address: input.option('phone-number'), Type: 'TELEPHONE_NUMBER' },
          InitialContactId: input.option('contact-id'),
          InitiationMethod: 'INBOUND',
          InstanceARN: arnIn(input, 'connect', 'instance/c8c0e68d-2200-4265-82c0-000000000000'),
          PreviousContactId: input.option('contact-id'),
          Queue: null,
          SystemEndpoint: { Address: '+15550101', Type: 'TELEPHONE_NUMBER' },
          MediaStreams: { Customer: { Audio: null } },
        },
        Parameters: {},
      },
      Name: 'ContactFlowEvent',
    }),
  },
];

function skill(name: string, description: string, request: object, isNew = false): EventTemplate {
  return {
    service: 'alexa-skills-kit',
    name,
    description,
    options: { 'session-id': 'session', 'user-id': 'user', 'application-id': 'application', 'request-id': 'request' },
    make({ option, now }) {
      const application = { applicationId: `amzn1.ask.skill.${option('application-id')}` };
      const user = { userId: `amzn1.ask.account.${option('user-id')}` };
      const sessionId = `amzn1.echo-api.session.${option('session-id')}`;
      return {
        version: '1.0',
        session: { new: isNew, sessionId, application, attributes: {}, user },
        context: {
          AudioPlayer: { playerActivity: 'IDLE' },
          System: { application, user, device: { supportedInterfaces: { AudioPlayer: {} } } },
        },
        request: {
          requestId: `amzn1.echo-api.request.${option('request-id')}`,
          timestamp: now.toISOString(),
          locale: 'en-US',
          ...request,
        },
      };
    },
  };
}

function intentRequest(name: string, values: Readonly<Record<string, string>> = {}): object {
  const slots = Object.entries(values).map(([slot, value]) => [
    slot,
    { name: slot, value, confirmationStatus: 'NONE' },
  ]);
  return {
    type: 'IntentRequest',
    intent: { name, confirmationStatus: 'NONE', slots: Object.fromEntries(slots) as object },
  };
}

function smartHome(event: string, description: string, space: string, name: string): EventTemplate {
  return {
    service: 'alexa-smart-home',
    name: event,
    description: `${description} (payload version 2)`,
    options: { 'access-token': 'token', 'appliance-id': 'appliance-1' },
    make: ({ option, newId }) => ({
      header: { messageId: newId(), name, namespace: `Alexa.ConnectedHome.${space}`, payloadVersion: '2' },
      payload: {
        accessToken: option('access-token'),
        ...(space === 'Control' && {
          appliance: { additionalApplianceDetails: {}, applianceId: option('appliance-id') },
        }),
      },
    }),
  };
}

function lex(
  event: string,
  description: string,
  bot: string,
  name: string,
  slots: Readonly<Record<string, string>>,
): EventTemplate {
  return {
    service: 'lex',
    name: event,
    description: `${description} (Lex V1)`,
    options: { 'user-id': 'John' },
    make: ({ option }) => ({
      messageVersion: '1.0',
      invocationSource: 'DialogCodeHook',
      userId: option('user-id'),
      sessionAttributes: {},
      bot: { name: bot, alias: '$LATEST', version: '$LATEST' },
      outputDialogMode: 'Text',
      currentIntent: { name, slots, confirmationStatus: 'None' },
      inputTranscript: '',
    }),
  };
}

function lexV2(
  event: string,
  description: string,
  name: string,
  invocationSource: 'DialogCodeHook' | 'FulfillmentCodeHook',
  values: Readonly<Record<string, string | null>>,
): EventTemplate {
  const state = invocationSource === 'FulfillmentCodeHook' ? 'ReadyForFulfillment' : 'InProgress';
  const slots = Object.fromEntries(
    Object.entries(values).map(([slot, value]) => [
      slot,
      value && {
        shape: 'Scalar',
        value: { originalValue: value, interpretedValue: value, resolvedValues: [value] },
      },
    ]),
  );
  const intent = { name, slots, state, confirmationState: 'None' };
  return {
    service: 'lex-v2',
    name: event,
    description,
    options: { transcript: 'Hello', 'session-id': '254688924456798' },
    make: (input: EventInput) => ({
      messageVersion: '1.0',
      invocationSource,
      inputMode: 'Text',
      responseContentType: 'text/plain; charset=utf-8',
      sessionId: input.option('session-id'),
      inputTranscript: input.option('transcript'),
      invocationLabel: null,
      bot: {
        id: 'ABCDEFGHIJ',
        name: 'Example',
        aliasId: 'TSTALIASID',
        aliasName: 'TestBotAlias',
        localeId: 'en_US',
        version: 'DRAFT',
      },
      interpretations: [{ intent, nluConfidence: 1 }],
      sessionState: { sessionAttributes: {}, activeContexts: [], intent, originatingRequestId: input.newId() },
      transcriptions: [
        {
          transcription: input.option('transcript'),
          transcriptionConfidence: 1,
          resolvedContext: { intent: name },
          resolvedSlots: {},
        },
      ],
    }),
  };
}
