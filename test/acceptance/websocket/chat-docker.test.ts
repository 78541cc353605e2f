import { describeChat } from '../../support/product/describe-chat.js';

describeChat({ runtime: 'nodejs22.x', sandboxHost: 'docker' });
