/**
 * On a machine with two cores a browser test may lose a race against the browser's own work. It is
 * run once more; what failed the first time is printed, so that it is not forgotten.
 */
jest.retryTimes(1, { logErrorsBeforeRetry: true });
