/* The mini model as one event loop over a binary heap; the numbers are those of model.py. */

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

enum kind { ARRIVAL, SDR_DONE, AE_DONE, REVIEWED, RENEWAL, REFERRAL };

typedef struct { double time; int32_t kind, who; } Event;
typedef struct { int32_t yes; int32_t open; } Lead; /* open: the deal is undecided, then the customer is one */
typedef struct { int32_t *item; int64_t head, size, room; int32_t free; } Team;

typedef struct {
    double days, arrivals, sdr_days, qualified, ae_mu, ae_sigma, review_days, veto, quarter, churn, referrals;
    int32_t sdrs, aes, members;
} Numbers;

typedef struct {
    const Numbers *said;
    double now, spare;
    int has_spare;
    uint64_t state;
    Event *heap;
    int64_t size, room;
    Lead *lead;
    int64_t leads, lead_room;
    Team sdr, ae;
    int64_t wins, renewals, events;
} World;

static double uniform(World *w) /* SplitMix64, in (0, 1) */
{
    uint64_t z = (w->state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return ((double)((z ^ (z >> 31)) >> 12) + 0.5) * 0x1p-52;
}

static double exponential(World *w, double mean) { return -mean * log(uniform(w)); }

static double normal(World *w) /* Marsaglia's polar method */
{
    if (w->has_spare) {
        w->has_spare = 0;
        return w->spare;
    }
    double a, b, s;
    do {
        a = 2.0 * uniform(w) - 1.0;
        b = 2.0 * uniform(w) - 1.0;
        s = a * a + b * b;
    } while (s >= 1.0);
    double scale = sqrt(-2.0 * log(s) / s);
    w->spare = b * scale;
    w->has_spare = 1;
    return a * scale;
}

static void *grown(void *block, int64_t *room, size_t each)
{
    *room *= 2;
    void *new = realloc(block, (size_t)*room * each);
    if (!new)
        abort();
    return new;
}

static void push(World *w, double delay, int kind, int32_t who)
{
    double time = w->now + delay;
    if (time > w->said->days)
        return;
    if (w->size == w->room)
        w->heap = grown(w->heap, &w->room, sizeof(Event));
    int64_t at = w->size++;
    while (at > 0) {
        int64_t above = (at - 1) / 2;
        if (w->heap[above].time <= time)
            break;
        w->heap[at] = w->heap[above];
        at = above;
    }
    w->heap[at] = (Event){time, kind, who};
}

static Event pop(World *w)
{
    Event first = w->heap[0], last = w->heap[--w->size];
    int64_t at = 0, below;
    while ((below = 2 * at + 1) < w->size) {
        if (below + 1 < w->size && w->heap[below + 1].time < w->heap[below].time)
            below++;
        if (last.time <= w->heap[below].time)
            break;
        w->heap[at] = w->heap[below];
        at = below;
    }
    w->heap[at] = last;
    return first;
}

static void queue_up(Team *team, int32_t who)
{
    if (team->size == team->room) {
        int64_t before = team->room;
        team->item = grown(team->item, &team->room, sizeof(int32_t));
        for (int64_t i = 0; i < team->head; i++) /* unroll the ring */
            team->item[before + i] = team->item[i];
    }
    team->item[(team->head + team->size++) & (team->room - 1)] = who;
}

static int32_t next_in(Team *team)
{
    int32_t who = team->item[team->head];
    team->head = (team->head + 1) & (team->room - 1);
    team->size--;
    return who;
}

static double work(World *w, int kind)
{
    if (kind == SDR_DONE)
        return exponential(w, w->said->sdr_days);
    return exp(w->said->ae_mu + w->said->ae_sigma * normal(w));
}

static void ask(World *w, Team *team, int kind, int32_t who)
{
    if (team->free > 0) {
        team->free--;
        push(w, work(w, kind), kind, who);
    } else
        queue_up(team, who);
}

static void give(World *w, Team *team, int kind)
{
    if (team->size > 0)
        push(w, work(w, kind), kind, next_in(team));
    else
        team->free++;
}

static void welcome(World *w)
{
    if (w->leads == w->lead_room)
        w->lead = grown(w->lead, &w->lead_room, sizeof(Lead));
    w->lead[w->leads] = (Lead){0, 1};
    ask(w, &w->sdr, SDR_DONE, (int32_t)w->leads++);
}

static void happen(World *w, Event event)
{
    const Numbers *said = w->said;
    Lead *lead = &w->lead[event.who];
    switch (event.kind) {
    case ARRIVAL:
        push(w, exponential(w, 1.0 / said->arrivals), ARRIVAL, 0);
        welcome(w);
        break;
    case SDR_DONE:
        give(w, &w->sdr, SDR_DONE);
        if (uniform(w) < said->qualified)
            ask(w, &w->ae, AE_DONE, event.who);
        break;
    case AE_DONE:
        give(w, &w->ae, AE_DONE);
        for (int i = 0; i < said->members; i++)
            push(w, exponential(w, said->review_days), REVIEWED, event.who);
        break;
    case REVIEWED:
        if (!lead->open) {
            w->events--; /* the deal was over before: nothing happens */
            break;
        }
        if (uniform(w) < said->veto) {
            lead->open = 0;
        } else if (++lead->yes == said->members) {
            w->wins++;
            push(w, said->quarter, RENEWAL, event.who);
            push(w, exponential(w, 1.0 / said->referrals), REFERRAL, event.who);
        }
        break;
    case RENEWAL:
        if (uniform(w) < said->churn) {
            lead->open = 0;
        } else {
            w->renewals++;
            push(w, said->quarter, RENEWAL, event.who);
        }
        break;
    case REFERRAL:
        if (!lead->open) {
            w->events--;
            break;
        }
        push(w, exponential(w, 1.0 / said->referrals), REFERRAL, event.who);
        welcome(w);
        break;
    }
}

void race(const Numbers *said, uint64_t seed, int64_t *counts)
{
    World w = {.said = said, .state = seed * 0xD1342543DE82EF95u + 1, .room = 1024, .lead_room = 1024};
    w.sdr = (Team){.room = 256, .free = said->sdrs};
    w.ae = (Team){.room = 256, .free = said->aes};
    w.heap = malloc((size_t)w.room * sizeof(Event));
    w.lead = malloc((size_t)w.lead_room * sizeof(Lead));
    w.sdr.item = malloc((size_t)w.sdr.room * sizeof(int32_t));
    w.ae.item = malloc((size_t)w.ae.room * sizeof(int32_t));
    if (!w.heap || !w.lead || !w.sdr.item || !w.ae.item)
        abort();
    push(&w, exponential(&w, 1.0 / said->arrivals), ARRIVAL, 0);
    while (w.size > 0) {
        Event event = pop(&w);
        w.now = event.time;
        w.events++;
        happen(&w, event);
    }
    counts[0] = w.leads;
    counts[1] = w.wins;
    counts[2] = w.renewals;
    counts[3] = w.events;
    free(w.heap);
    free(w.lead);
    free(w.sdr.item);
    free(w.ae.item);
}
