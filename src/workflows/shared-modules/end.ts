import { ofWorkflows } from './begin.js';

/* Evaluated after the modules that all workflows of a worker share. */
Math.random = ofWorkflows;
