import type { ApiOptions, InvoiceNinjaApi } from './api';
import { Caller } from './calls/caller';
import { ClientRoutes } from './routes/clients';
import { systemClock, type Clock } from './transport/clock';
import { CompanyRoutes } from './routes/company';
import { DocumentRoutes } from './routes/documents';
import { walkPages } from './query/walk';

/**
 * Creates the API client of one account. Opens no connection before the first call. `clock` is for tests.
 * Throws `TypeError` when `options.address` is no URL; use `normalizeAddress` first.
 */
export function createApi(options: ApiOptions, clock: Clock = systemClock): InvoiceNinjaApi {
  const caller = new Caller(options, clock);
  const company = new CompanyRoutes(caller);
  const clients = new ClientRoutes(caller, (call) => company.ping(call));
  const documents = new DocumentRoutes(caller);
  return {
    address: options.address,
    get serverVersion() {
      return caller.serverVersion;
    },
    ping: async (call) => company.ping(call),
    statics: async (call) => company.statics(call),
    currentCompany: async (call) => company.currentCompany(call),
    isUnsupported: (condition) => clients.isUnsupported(condition),
    whyUnsupported: (query) => clients.whyUnsupported(query),
    listClients: async (query, call) => clients.list(query, call),
    walkClients: (query, call = {}) =>
      walkPages((page, each) => clients.fetchPage(page, each), query, call, caller.concurrency),
    getClient: async (id, call) => clients.get(id, call),
    blankClient: async (call) => clients.blank(call),
    createClient: async (body, call) => clients.create(body, call),
    updateClient: async (id, body, call) => clients.update(id, body, call),
    bulkClients: async (request, call) => clients.bulk(request, call),
    purgeClient: async (id, password, call) => clients.purge(id, password, call),
    mergeClients: async (survivor, loser, password, call) => clients.merge(survivor, loser, password, call),
    uploadDocument: async (id, file, call) => documents.upload(id, file, call),
    listDocuments: async (id, call) => documents.list(id, call),
    downloadDocument: async (id, sink, call) => documents.download(id, sink, call),
    updateDocument: async (id, change, call) => documents.update(id, change, call),
    deleteDocument: async (id, password, call) => documents.delete(id, password, call),
    activities: async (id, call) => company.activities(id, call),
    groups: async (call) => company.groups(call),
    users: async (call) => company.users(call),
    relatedCount: async (id, kind, call) => company.relatedCount(id, kind, call),
    close: () => caller.close(),
  };
}
