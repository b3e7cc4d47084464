-- CreateTable
CREATE TABLE "workflows" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "is_public" BOOLEAN NOT NULL DEFAULT false,
    "status" TEXT NOT NULL DEFAULT 'active',
    "latest_version" INTEGER NOT NULL DEFAULT 1,
    "published_version" INTEGER,
    "hook_token" BYTEA,
    "hook_token_hash" TEXT,
    "source_type" TEXT,
    "source_id" UUID,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "workflows_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workflow_versions" (
    "organization_id" UUID NOT NULL,
    "workflow_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "definition" JSONB NOT NULL,
    "plan" JSONB,
    "hash" TEXT NOT NULL,
    "problems" JSONB NOT NULL DEFAULT '[]',
    "note" TEXT NOT NULL DEFAULT '',
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workflow_versions_pkey" PRIMARY KEY ("organization_id","workflow_id","version")
);

-- CreateTable
CREATE TABLE "workflow_triggers" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "workflow_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "event" TEXT,
    "filter" JSONB,
    "cron" TEXT,
    "timezone" TEXT,
    "next_at" TIMESTAMPTZ(3),
    "last_at" TIMESTAMPTZ(3),

    CONSTRAINT "workflow_triggers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workflow_runs" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "workflow_id" UUID,
    "version" INTEGER,
    "workflow_type" TEXT,
    "plan" JSONB,
    "client_id" TEXT,
    "status" TEXT NOT NULL DEFAULT 'queued',
    "wait_reason" TEXT,
    "state" JSONB,
    "input" JSONB NOT NULL DEFAULT '{}',
    "trigger" JSONB NOT NULL DEFAULT '{}',
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "output" JSONB,
    "error" JSONB,
    "held" BOOLEAN NOT NULL DEFAULT false,
    "fence" INTEGER NOT NULL DEFAULT 0,
    "inboxed" INTEGER NOT NULL DEFAULT 0,
    "concurrency_key" TEXT,
    "parent_run_id" UUID,
    "parent_key" TEXT,
    "parent_attempt" INTEGER,
    "reused_run_id" UUID,
    "reused_from" TEXT,
    "micro_credits" BIGINT NOT NULL DEFAULT 0,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "completed_at" TIMESTAMPTZ(3),

    CONSTRAINT "workflow_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workflow_steps" (
    "organization_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "step" TEXT,
    "status" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "input" JSONB,
    "secrets" JSONB,
    "output" JSONB,
    "error" JSONB,
    "work_type" TEXT,
    "work_id" UUID,
    "micro_credits" BIGINT NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ(3),
    "completed_at" TIMESTAMPTZ(3),

    CONSTRAINT "workflow_steps_pkey" PRIMARY KEY ("organization_id","run_id","key")
);

-- CreateTable
CREATE TABLE "workflow_history" (
    "organization_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "event_id" INTEGER NOT NULL,
    "event_type" TEXT NOT NULL,
    "timestamp" TIMESTAMPTZ(3) NOT NULL,
    "attributes" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "workflow_history_pkey" PRIMARY KEY ("organization_id","run_id","event_id")
);

-- CreateTable
CREATE TABLE "workflow_inbox" (
    "id" BIGSERIAL NOT NULL,
    "organization_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "event" JSONB NOT NULL,
    "dedupe" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workflow_inbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workflow_timers" (
    "organization_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "timer_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "fire_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "workflow_timers_pkey" PRIMARY KEY ("organization_id","run_id","timer_id")
);

-- CreateTable
CREATE TABLE "workflow_waits" (
    "organization_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "event" TEXT NOT NULL,

    CONSTRAINT "workflow_waits_pkey" PRIMARY KEY ("organization_id","run_id","key")
);

-- CreateIndex
CREATE INDEX "workflows_organization_id_created_at_id_idx" ON "workflows"("organization_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "workflows_organization_id_source_type_source_id_idx" ON "workflows"("organization_id", "source_type", "source_id");

-- CreateIndex
CREATE INDEX "workflows_organization_id_hook_token_hash_idx" ON "workflows"("organization_id", "hook_token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "workflows_organization_id_id_key" ON "workflows"("organization_id", "id");

-- CreateIndex
CREATE INDEX "workflow_triggers_organization_id_kind_event_idx" ON "workflow_triggers"("organization_id", "kind", "event");

-- CreateIndex
CREATE INDEX "workflow_triggers_next_at_idx" ON "workflow_triggers"("next_at");

-- CreateIndex
CREATE INDEX "workflow_runs_organization_id_created_at_id_idx" ON "workflow_runs"("organization_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "workflow_runs_organization_id_workflow_id_created_at_idx" ON "workflow_runs"("organization_id", "workflow_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "workflow_runs_organization_id_workflow_id_concurrency_key_s_idx" ON "workflow_runs"("organization_id", "workflow_id", "concurrency_key", "status");

-- CreateIndex
CREATE INDEX "workflow_runs_organization_id_parent_run_id_idx" ON "workflow_runs"("organization_id", "parent_run_id");

-- CreateIndex
CREATE INDEX "workflow_runs_status_idx" ON "workflow_runs"("status");

-- CreateIndex
CREATE UNIQUE INDEX "workflow_runs_organization_id_id_key" ON "workflow_runs"("organization_id", "id");

-- CreateIndex
CREATE INDEX "workflow_steps_organization_id_work_id_idx" ON "workflow_steps"("organization_id", "work_id");

-- CreateIndex
CREATE INDEX "workflow_inbox_organization_id_run_id_id_idx" ON "workflow_inbox"("organization_id", "run_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "workflow_inbox_organization_id_run_id_dedupe_key" ON "workflow_inbox"("organization_id", "run_id", "dedupe");

-- CreateIndex
CREATE INDEX "workflow_timers_fire_at_idx" ON "workflow_timers"("fire_at");

-- CreateIndex
CREATE INDEX "workflow_waits_organization_id_event_idx" ON "workflow_waits"("organization_id", "event");

-- AddForeignKey
ALTER TABLE "workflow_versions" ADD CONSTRAINT "workflow_versions_organization_id_workflow_id_fkey" FOREIGN KEY ("organization_id", "workflow_id") REFERENCES "workflows"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "workflow_triggers" ADD CONSTRAINT "workflow_triggers_organization_id_workflow_id_fkey" FOREIGN KEY ("organization_id", "workflow_id") REFERENCES "workflows"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "workflow_steps" ADD CONSTRAINT "workflow_steps_organization_id_run_id_fkey" FOREIGN KEY ("organization_id", "run_id") REFERENCES "workflow_runs"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "workflow_history" ADD CONSTRAINT "workflow_history_organization_id_run_id_fkey" FOREIGN KEY ("organization_id", "run_id") REFERENCES "workflow_runs"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "workflow_inbox" ADD CONSTRAINT "workflow_inbox_organization_id_run_id_fkey" FOREIGN KEY ("organization_id", "run_id") REFERENCES "workflow_runs"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "workflow_timers" ADD CONSTRAINT "workflow_timers_organization_id_run_id_fkey" FOREIGN KEY ("organization_id", "run_id") REFERENCES "workflow_runs"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "workflow_waits" ADD CONSTRAINT "workflow_waits_organization_id_run_id_fkey" FOREIGN KEY ("organization_id", "run_id") REFERENCES "workflow_runs"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A client's workflowId is unique among the open runs of its organization.
CREATE UNIQUE INDEX "workflow_runs_open_client_id" ON "workflow_runs" ("organization_id", "client_id")
  WHERE "client_id" IS NOT NULL AND "status" IN ('queued', 'running', 'waiting', 'paused');
