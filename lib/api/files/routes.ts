import { downloadFile, uploadFile } from '@/lib/api/files/contract';
import { bindPublic } from '@/lib/core/bind';
import { type RequestInfo, reply } from '@/lib/core/endpoint';
import { serveSigned } from '@/lib/core/storage/serve';

const serve = async ({ request }: { request: RequestInfo }) => {
  const raw = await serveSigned(request.raw);
  return reply(raw.status, undefined, { raw });
};

export const fileRoutes = [bindPublic(downloadFile, serve), bindPublic(uploadFile, serve)];
