import { ApiError, failure } from '@/components/ui/fetcher';

/**
 * Posts a form with files, telling how much of it is sent (0 to 1): fetch cannot. Throws ApiError, and
 * the signal's reason when it is aborted.
 */
export function sendForm<T>(
  path: string,
  form: FormData,
  { onProgress, signal }: { onProgress: (share: number) => void; signal: AbortSignal },
): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.setRequestHeader('accept', 'application/json');
    request.upload.addEventListener('progress', ({ loaded, total, lengthComputable }) => {
      if (lengthComputable) onProgress(loaded / total);
    });
    request.addEventListener('load', async () => {
      const { status, responseText } = request;
      if (status >= 200 && status < 300) return resolve(JSON.parse(responseText) as T);
      const headers = new Headers();
      for (const name of ['x-request-id', 'retry-after']) {
        const value = request.getResponseHeader(name);
        if (value) headers.set(name, value);
      }
      reject(await failure(new Response(responseText, { status: Math.max(200, status), headers })));
    });
    request.addEventListener('error', () =>
      reject(
        new ApiError(
          'The upload broke off. Check your connection, and that the file is still there.',
          0,
          'OFFLINE',
        ),
      ),
    );
    request.addEventListener('abort', () => reject(signal.reason));
    if (signal.aborted) return reject(signal.reason);
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(form);
  });
}
