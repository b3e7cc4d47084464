-- DropIndex
DROP INDEX "events_organization_id_type_timestamp_idx";

-- AlterTable
ALTER TABLE "events" ADD COLUMN     "position" BIGINT NOT NULL DEFAULT ((pg_current_xact_id())::text)::bigint,
ADD COLUMN     "subject" TEXT;

-- CreateTable
CREATE TABLE "approvals" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "title" TEXT NOT NULL,
    "dedupe" TEXT NOT NULL,
    "run_id" UUID,
    "workflow_id" UUID,
    "execution_id" UUID,
    "key" TEXT NOT NULL DEFAULT '',
    "asker" TEXT NOT NULL DEFAULT '',
    "assignees" TEXT[],
    "quorum" INTEGER NOT NULL DEFAULT 1,
    "form" JSONB,
    "data" JSONB NOT NULL DEFAULT '{}',
    "due_at" TIMESTAMPTZ(3),
    "remind_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "approvals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "approval_decisions" (
    "organization_id" UUID NOT NULL,
    "approval_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "by" TEXT NOT NULL,
    "decision" TEXT NOT NULL,
    "comment" TEXT NOT NULL DEFAULT '',
    "data" JSONB NOT NULL DEFAULT '{}',
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "approval_decisions_pkey" PRIMARY KEY ("organization_id","approval_id","user_id")
);

-- CreateTable
CREATE TABLE "event_counts" (
    "organization_id" UUID NOT NULL,
    "hour" TIMESTAMPTZ(0) NOT NULL,
    "type" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "event_counts_pkey" PRIMARY KEY ("organization_id","hour","type","source")
);

-- CreateTable
CREATE TABLE "event_watermark" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "position" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "event_watermark_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "approvals_organization_id_created_at_id_idx" ON "approvals"("organization_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "approvals_organization_id_status_created_at_id_idx" ON "approvals"("organization_id", "status", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "approvals_organization_id_run_id_idx" ON "approvals"("organization_id", "run_id");

-- CreateIndex
CREATE INDEX "approvals_status_due_at_idx" ON "approvals"("status", "due_at");

-- CreateIndex
CREATE INDEX "approvals_status_remind_at_idx" ON "approvals"("status", "remind_at");

-- CreateIndex
CREATE UNIQUE INDEX "approvals_organization_id_id_key" ON "approvals"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "approvals_organization_id_dedupe_key" ON "approvals"("organization_id", "dedupe");

-- CreateIndex
CREATE INDEX "event_counts_hour_idx" ON "event_counts"("hour");

-- CreateIndex
CREATE INDEX "events_organization_id_type_timestamp_id_idx" ON "events"("organization_id", "type", "timestamp" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "events_organization_id_source_timestamp_id_idx" ON "events"("organization_id", "source", "timestamp" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "events_organization_id_subject_timestamp_id_idx" ON "events"("organization_id", "subject", "timestamp" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "events_organization_id_position_id_idx" ON "events"("organization_id", "position", "id");

-- CreateIndex
CREATE INDEX "events_position_idx" ON "events" USING BRIN ("position");

-- CreateIndex
CREATE INDEX "events_timestamp_idx" ON "events" USING BRIN ("timestamp");

-- AddForeignKey
ALTER TABLE "approval_decisions" ADD CONSTRAINT "approval_decisions_organization_id_approval_id_fkey" FOREIGN KEY ("organization_id", "approval_id") REFERENCES "approvals"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The one row of the watermark: nothing is rolled up yet.
INSERT INTO "event_watermark" ("id", "position") VALUES (1, 0);
