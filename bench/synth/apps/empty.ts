import { App, Stack } from 'aws-cdk-lib';
import { measure } from './measured';

/** What every app costs. */
const app = new App();
new Stack(app, 'Stack');
measure(app);
