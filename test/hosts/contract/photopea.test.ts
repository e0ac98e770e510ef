import { PHOTOPEA } from './photopea-bench';
import { hostContract } from './suite';

hostContract(PHOTOPEA);
