import { App, Stack } from 'aws-cdk-lib';
import { analytics } from './hand-written/analytics';
import { delivery } from './hand-written/delivery';
import { monitoring } from './hand-written/monitoring';
import { network } from './hand-written/network';
import { search } from './hand-written/search';
import { storage } from './hand-written/storage';
import { measure } from './measured';

/** The resources of a pipeline with everything on, as somebody would write them without this package. */
const app = new App();
const stack = new Stack(app, 'Stack');
const stored = storage(stack);
const placed = network(stack, stored.key);
const transform = delivery(stack, stored);
analytics(stack, stored);
const indexer = search(stack, stored, placed);
monitoring(stack, { ...stored, functions: [transform, indexer.function], domain: indexer.domain });
measure(app);
