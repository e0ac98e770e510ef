import { PHOTOSHOP } from './photoshop-bench';
import { hostContract } from './suite';

hostContract(PHOTOSHOP);
