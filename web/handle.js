// A worker as the program sees it.

/**
 * Tells the program what a worker says, and that it has failed; gives it the two things that it does with one.
 * @param {Worker} worker
 * @param {(message: unknown) => void} heard
 * @param {() => void} failed
 * @returns {WorkerHandle}
 */
export function handle(worker, heard, failed) {
  worker.onmessage = ({ data }) => heard(data);
  worker.onerror = (event) => {
    // It is told of where the work was asked for.
    event.preventDefault();
    failed();
  };
  return {
    post: (message, transfer) => worker.postMessage(message, transfer),
    end() {
      worker.onmessage = worker.onerror = null;
      worker.terminate();
    },
  };
}
