import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DueHeap } from '../../../../../src/invoke-path/event-queue/lanes/due-heap.js';

it('answers what falls due first, and in the order of arrival what falls due together, whatever is taken out between', () => {
  const steps = fc.array(fc.oneof(fc.integer({ min: 0, max: 20 }), fc.constantFrom('shift', 'delete')));
  fc.assert(
    fc.property(steps, (story) => {
      const heap = new DueHeap<{ dueMs: number; order: number }>();
      const answers: [unknown, unknown][] = [];
      let model: { dueMs: number; order: number }[] = [];
      for (const [order, step] of story.entries()) {
        if (typeof step === 'number') {
          const item = { dueMs: step, order };
          heap.push(item);
          model = [...model, item].sort((a, b) => a.dueMs - b.dueMs || a.order - b.order);
        } else if (step === 'shift') {
          answers.push([heap.shift(), model.shift()]);
        } else {
          const [item] = model.splice(Math.floor(model.length / 2), 1);
          if (item !== undefined) answers.push([heap.delete(item), true]);
        }
        answers.push([heap.size, model.length], [heap.first, model[0]]);
      }
      for (const [answer, expected] of answers) expect(answer).toBe(expected);
      expect(new Set(heap)).toEqual(new Set(model));
    }),
  );
});
