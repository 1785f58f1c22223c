// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { NetworkError } from '@unionid/network';
import { failureOf } from '#src/progress/failure.js';
import { StepError } from '#src/progress/progress.js';

describe('what a command of the network says when it fails', () => {
  const cases = {
    'a network of the other form': new NetworkError('RUNTIME_CHANGED', { reason: 'holds processes' }),
    'another topology': new NetworkError('TOPOLOGY_CHANGED', { reason: 'other' }),
    'a failed step': new StepError({
      step: '启动网关  Gateways',
      cause: new Error('no'),
      next: '重试 retry',
    }),
    'a step that the network failed': new StepError({
      step: '启动网关  Gateways',
      cause: new NetworkError('NODE_NOT_HEALTHY', { reason: 'gateway' }),
      next: '重试 retry',
    }),
    'a fault': new TypeError('x is undefined'),
    'no error at all': 'text',
  };
  for (const [what, error] of Object.entries(cases)) {
    it(`${what}: names the step, the cause and what to do`, () => {
      const { step, cause, next } = failureOf(error, 'up');
      for (const text of [step, cause, next]) expect(text.trim()).to.not.equal('');
      expect(step + next).to.match(/\p{Script=Han}/u);
      expect(next).to.not.match(/上面的信息|message above/);
    });
  }

  it('a network of processes beside --docker is mended by npm run reset', () => {
    const { step, next } = failureOf(cases['a network of the other form'], 'up');
    expect(step).to.contain('另一种形式');
    expect(next).to.contain('npm run reset');
  });
});
