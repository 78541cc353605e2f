import { describe, expect, it } from '@jest/globals';
import { evaluateSelection } from '../../../../../src/front-doors/websocket-api/routing/selection-expression.js';

const variables: Readonly<Record<string, string>> = {
  'request.body.action': 'join',
  'request.body.a.b[0].c': 'deep',
  'request.body': '{"action":"join"}',
  'request.header.x-api-key': 'key',
  'context.stage': '$request.body.action',
};

// API Gateway developer guide, "WebSocket selection expressions".
describe('a selection expression', () => {
  it.each([
    ['$request.body.action', 'join'],
    ['${request.body.action}', 'join'],
    ['${request.body.action}-beta', 'join-beta'],
    ['${request.body.action}/${request.header.x-api-key}', 'join/key'],
    ['$request.body.a.b[0].c', 'deep'],
    ['$request.header.x-api-key', 'key'],
    ['$request.body', '{"action":"join"}'],
    ['$request.body.missing', ''],
    ['static', 'static'],
    ['\\$default', '$default'],
    ['', ''],
  ])('%s makes %s', (expression, made) => {
    expect(evaluateSelection(expression, (name) => variables[name])).toBe(made);
  });

  it('does not evaluate again what a variable brings in', () => {
    expect(evaluateSelection('$context.stage', (name) => variables[name])).toBe('$request.body.action');
  });
});
