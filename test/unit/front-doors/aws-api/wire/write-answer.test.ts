import { describe, expect, it } from '@jest/globals';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { createLogger } from '../../../../../src/base/index.js';
import { writeAnswer, writeError } from '../../../../../src/front-doors/aws-api/wire/write-answer.js';

describe('an answer to a client that went away', () => {
  it('is followed by what comes afterwards all the same', () => {
    let followed = false;

    writeAnswer(goneResponse(), 'id', { status: 200, body: {}, afterwards: () => (followed = true) });

    expect(followed).toBe(true);
  });

  it('is no error of ours', () => {
    const levels: string[] = [];

    writeError(
      goneResponse(),
      'id',
      new Error('gone'),
      createLogger((level) => levels.push(level), 'debug'),
    );

    expect(levels).toEqual(['debug']);
  });
});

function goneResponse(): ServerResponse {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  response.destroy();
  return response;
}
