import { App, Stack } from 'aws-cdk-lib';
import { analytics } from './hand-written/analytics';
import { delivery } from './hand-written/delivery';
import { monitoring } from './hand-written/monitoring';
import { network } from './hand-written/network';
import { outputs } from './hand-written/outputs';
import { search } from './hand-written/search';
import { storage } from './hand-written/storage';
import { measure } from './measured';

/** The resources of a pipeline with everything on, with the same statements, alarms and graphs, as somebody would write them without this package. */
const app = new App();
const stack = new Stack(app, 'Stack');
const stored = storage(stack);
const placed = network(stack, stored.key);
const delivered = delivery(stack, stored);
const analysed = analytics(stack, stored);
const searched = search(stack, stored, placed);
const whole = { ...stored, ...delivered, ...analysed, ...searched };
monitoring(stack, stored.key, whole);
outputs(stack, whole, placed.workbench.ref);
measure(app);
