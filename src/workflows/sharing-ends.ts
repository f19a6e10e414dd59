import { ofWorkflows } from './sharing-begins.js';

/* Evaluated after the modules that all workflows of a worker share. */
Math.random = ofWorkflows;
