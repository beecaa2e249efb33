"""What decision tables do, row for row and by hand: each decision point in a life or two."""

from engine.timetable import by_hand, deal, lead, lived

from gtmsim.engine.draws import Purpose

SURE = "{base: 20, fit: 0, price: 0, evidence: 0, veto: 0%}"
AROUND_THE_CLOCK = "{days: [mon, tue, wed, thu, fri, sat, sun], opens: 0h, closes: 24h}"
LEADS = """
    name: leads
    market:
      channels:
        calls:
          {max_leads: 1 per day, half_saturation_spend: 1k, organic: 100%, in_market_share: 60%,
            segments: {firms: 60%, shops: 40%}}
      segments:
        firms: {contract_value: 1.2k, committee: one, churn: 0%}
        shops: {contract_value: 1.2k, committee: one, churn: 0%}
      committees: {one: {time_between_meetings: 90 days, roles: {boss: {}}}}
"""
BAITED = {(Purpose.MODE, lead(n), 0): 0.9 for n in range(4)}


def test_a_score_routes_leads_and_lets_one_jump_the_queue(monkeypatch):
    """Rows that hold are added up and each is told; who is to talk to a lead, how soon, and whom nobody talks to."""
    found = lived(
        monkeypatch,
        LEADS
        + """
      qualification: {in_market: {sql_rate: 0%, handling_time: 2h}, out_of_market: {sql_rate: 0%, handling_time: 2h}}
    plan:
      teams: {ae: {headcount: 1}}
      policies:
        lead_score:
          hit: collect sum
          rows:
            - {name: any, then: {score: 10}}
            - {name: in need, when: {mode: in_market}, then: {score: 15}}
            - {name: shop, when: {segment: shops}, then: {score: -20}}
        lead_routing:
          rows:
            - {name: hot, when: {score: ">= 25"}, then: {team: ae, priority: 80}}
            - {name: warm, when: {score: "[0..25)"}, then: {team: ae}}
            - {name: waste, when: {score: "< 0"}, then: {team: nobody}}
    run: {start: 2026-01-01, months: 1, initial: empty, run_off: false}
        """,
        ["2026-01-01 10:00", "2026-01-01 10:30", "2026-01-01 11:00", "2026-01-01 11:30"],
        {**BAITED, (Purpose.MODE, lead(2), 0): 0.1, (Purpose.SEGMENT, lead(3), 0): 0.9},
    )
    assert found == by_hand(
        """
        2026-01-01 10:00  LEAD            a  channel=calls segment=firms by=lead_score/any
        2026-01-01 10:00  MQL             a  by=lead_routing/warm
        2026-01-01 10:00  TASK_STARTED    a  detail=-1 team=ae
        2026-01-01 10:30  LEAD            b  channel=calls segment=firms int_value=1 by=lead_score/any
        2026-01-01 10:30  MQL             b  by=lead_routing/warm
        2026-01-01 11:00  LEAD            c  detail=1 channel=calls segment=firms int_value=2 by=lead_score/any
        2026-01-01 11:00  RULE_ALSO_FIRED c  channel=calls segment=firms by=lead_score/in need  # 25 points
        2026-01-01 11:00  MQL             c  by=lead_routing/hot
        2026-01-01 11:30  LEAD            d  channel=calls segment=shops int_value=3 by=lead_score/any
        2026-01-01 11:30  RULE_ALSO_FIRED d  by=lead_score/shop  # -10 points
        2026-01-01 11:30  DISQUALIFIED    d  detail=2 by=lead_routing/waste
        2026-01-01 12:00  TASK_ENDED      a  detail=-1 team=ae value=2.0
        2026-01-01 12:00  DISQUALIFIED    a  detail=1
        2026-01-01 12:00  TASK_STARTED    c  detail=-1 team=ae value=0.041666666666666664  # before b, who came before
        2026-01-01 14:00  TASK_ENDED      c  detail=-1 team=ae value=2.0
        2026-01-01 14:00  DISQUALIFIED    c  detail=1
        2026-01-01 14:00  TASK_STARTED    b  detail=-1 team=ae value=0.14583333333333334
        2026-01-01 16:00  TASK_ENDED      b  detail=-1 team=ae value=2.0
        2026-01-01 16:00  DISQUALIFIED    b  detail=1
        2026-02-01 00:00  MONTH_CLOSED    -  segment=firms
        2026-02-01 00:00  MONTH_CLOSED    -  segment=shops
    """.replace("c  channel=calls segment=firms by", "c  by")
    )


def test_a_nurtured_lead_has_a_second_talk_and_another_is_refused(monkeypatch):
    """Who did not qualify is written to once; luck says who answers, and in the second talk it is another."""
    found = lived(
        monkeypatch,
        LEADS
        + """
      qualification:
        {in_market: {sql_rate: 60%}, out_of_market: {sql_rate: 60%}, nurture: {response_rate: 60%}}
    plan:
      policies:
        disqualification:
          rows:
            - {name: in need, when: {mode: in_market}, then: {verdict: open}}
            - {name: baited, when: {mode: out_of_market}, then: {verdict: drop}}
        nurture:
          hit: first
          rows:
            - {name: once, when: {round: "< 1", outcome: not_qualified}, then: {action: nurture, after: 10 days}}
            - {name: no more, then: {action: drop}}
        effort: {rows: [{name: full, then: {effort: 1}}]}
    run: {start: 2026-01-01, months: 1, initial: empty, run_off: false}
        """,
        ["2026-01-01 10:00", "2026-01-02 10:00", "2026-01-03 10:00", "2026-01-04 10:00"],
        {
            **{(Purpose.QUALIFIES, lead(n), 0): 0.9 for n in (0, 2, 3)},
            (Purpose.MODE, lead(1), 0): 0.9,
            (Purpose.ANSWERS, lead(2), 0): 0.7,
            (Purpose.QUALIFIES, lead(3), 1): 0.9,
        },
    )
    talks = by_hand("""
        2026-01-01 10:00  DISQUALIFIED a  detail=1 by=nurture/once
        2026-01-02 10:00  DISQUALIFIED b  detail=3 by=disqualification/baited  # it qualified
        2026-01-03 10:00  DISQUALIFIED c  detail=1 by=nurture/once  # and never answers
        2026-01-04 10:00  DISQUALIFIED d  detail=1 by=nurture/once
        2026-01-11 10:00  RECYCLED     a  detail=1
        2026-01-11 10:00  TASK_STARTED a  detail=-1 int_value=-1
        2026-01-11 10:00  TASK_ENDED   a  detail=-1 int_value=-1
        2026-01-11 10:00  SQL          a  by=disqualification/in need
        2026-01-11 10:00  OPPORTUNITY  a  amount=120000 by=effort/full
        2026-01-11 10:00  QUOTED       a  amount=120000
        2026-01-14 10:00  RECYCLED     d  detail=1
        2026-01-14 10:00  TASK_STARTED d  detail=-1 int_value=-1
        2026-01-14 10:00  TASK_ENDED   d  detail=-1 int_value=-1
        2026-01-14 10:00  DISQUALIFIED d  detail=1 by=nurture/no more
        2026-02-01 00:00  MONTH_CLOSED -  segment=firms
        2026-02-01 00:00  MONTH_CLOSED -  segment=shops
    """)
    first_talks = ("LEAD", "MQL", "TASK_")
    assert [row for row in found if row > "2026-01-05" or not row[17:].startswith(first_talks)] == talks


def of(who, found):
    """The rows of one account."""
    return [row for row in found if row.split()[3] == who]


SALE = f"""
    name: sale
    market:
      segments: {{firms: {{contract_value: 1.2k, committee: one, churn: 0%}}}}
      channels:
        calls: {{max_leads: 1 per day, half_saturation_spend: 1k, organic: 100%, segments: {{firms: 100%}}}}
      committees: {{one: {{min_meetings: 0, deal_sigma: 0, roles: {{boss: {SURE}}}}}}}
      qualification: {{in_market: {{sql_rate: 100%}}}}
      selling:
        stages: [{{name: demo, selling_time: 4h, buyer_delay: 2 days}}, {{name: offer, selling_time: 4h,
          buyer_delay: 2 days, conversion: 50%}}]
        effort_return: 1
        touches: {{message: {{conversion_logit: 2}}, face_to_face: {{selling_time_factor: 2,
          buyer_delay_factor: 0.5, trust: 0.25, expense: 300}}}}
WINDOW
    plan:
      teams: {{ae: {{headcount: 1, working_hours: {AROUND_THE_CLOCK}}}}}
      policies:
        effort:
          rows:
            - {{name: twice, when: {{contract_value: "< 10k"}}, then: {{effort: 2}}}}
            - {{name: once, when: {{contract_value: ">= 10k"}}, then: {{effort: 1}}}}
        touch:
          hit: first
          rows:
            - {{name: visit, when: {{stage: demo}}, then: {{medium: face_to_face}}}}
            - {{name: mail, then: {{medium: message}}}}
        escalation:
          hit: first
          rows:
            - {{name: slow, when: {{age: "> 1 day", stage: offer}}, then: {{effort: 2, priority: 60}}}}
            - {{name: fine, then: {{effort: 1}}}}
        discount:
          rows: [{{name: tenth, then: {{discount: 10%, approval: 1 day}}}}]
    run: {{start: 2026-01-01, months: 1, initial: empty, run_off: false}}
"""


def test_a_deal_takes_more_work_travel_and_a_discount(monkeypatch):
    """Hours are the stage's x effort x touch; what was done is worth a logit; the price is what was approved."""
    found = lived(monkeypatch, SALE.replace("WINDOW", ""), ["2026-01-01 10:00", "2026-01-02 01:00"])
    assert of("a", found)[5:17] == by_hand("""
        2026-01-01 10:00  OPPORTUNITY   a  amount=120000 by=effort/twice
        2026-01-01 10:00  TASK_STARTED  a  team=ae by=touch/visit
        2026-01-01 10:00  SALES_EXPENSE a  team=ae amount=30000
        2026-01-02 02:00  TASK_ENDED    a  team=ae value=16.0  # 4 x 2 x 2
        2026-01-03 02:00  STAGE_PASSED  a  by=escalation/slow  # a day later: half of 2
        # b, who waits for its first stage, has fewer points
        2026-01-03 02:00  TASK_STARTED a  detail=1 team=ae by=touch/mail
        2026-01-03 18:00  TASK_ENDED   a  detail=1 team=ae value=16.0  # 4 x 2 x 2
        # the chance to go on is 50 % and 2 on the logit scale more, as is told by the luck of 0.5
        2026-01-05 18:00  STAGE_PASSED a  detail=1
        2026-01-05 18:00  QUOTED       a  amount=108000 value=0.1 by=discount/tenth
        # 20 + a visit 0.25 + doublings: one in the first stage and two in the second, over two stages
        2026-01-06 18:00  VOTE         a  int_value=1 value=21.75
        2026-01-06 18:00  WON          a  amount=108000
        2026-01-06 18:00  NEW_CUSTOMER a  amount=9000 int_value=9000
    """)


ARRIVALS = ["2026-01-01 10:00", "2026-01-02 01:00", "2026-01-02 20:00", "2026-01-03 01:00"]


def test_points_of_an_escalation_jump_the_queue(monkeypatch):
    """Two deals, one person: who is late in the sale is served before one who waits for longer."""
    found = lived(monkeypatch, SALE.replace("WINDOW", ""), ARRIVALS)
    assert [row for row in found if "TASK_STARTED" in row and "team=ae" in row][:4] == by_hand("""
        2026-01-01 10:00  TASK_STARTED a  team=ae by=touch/visit
        2026-01-02 02:00  TASK_STARTED b  team=ae value=0.041666666666666664 by=touch/visit
        2026-01-02 20:00  TASK_STARTED c  team=ae by=touch/visit
        # at noon the person is free: a waits since 02:00 with 60 points, d since 01:00 with none
        2026-01-03 12:00  TASK_STARTED a  detail=1 team=ae value=0.4166666666666667 by=touch/mail
    """)


def test_a_window_closes_while_somebody_has_to_approve(monkeypatch):
    """The price was on the table, and the buyer is gone before the committee could see it."""
    text = SALE.replace("WINDOW", "        buying_window: 5 days")
    found = lived(monkeypatch, text, ["2026-01-01 10:00"])
    assert found[-3:] == by_hand("""
        2026-01-05 18:00  QUOTED       a  amount=108000 value=0.1 by=discount/tenth
        2026-01-06 10:00  NO_DECISION  a  detail=-1
        2026-02-01 00:00  MONTH_CLOSED -  segment=firms
    """)


CUSTOMER = """
    name: customer
    market:
      cogs_share: 0%
      segments: {firms: {contract_value: 1.2k, committee: one, churn: 50%, price_sensitivity: 0, csm_hours: 50h}}
      committees: {one: {min_meetings: 0, deal_sigma: 0, roles: {boss: {base: 20, fit: 0}}}}
      qualification: {in_market: {sql_rate: 100%}}
      coverage_effects: {}
      save_offer: {chance: 50%, discount_sensitivity: 0, csm_hours: 100h}
    plan:
      renewal_price_increase: 5%
      teams: {csm: {headcount: 1, selling_time_share: 50%}}
      policies:
        entitlement:
          rows:
            - {name: small, when: {annual_value: "< 1.25k"}, then: {csm_effort: 1}}
            - {name: large, when: {annual_value: ">= 1.25k"}, then: {csm_effort: 4}}
        renewal_offer:
          hit: first
          rows:
            - {name: longer, when: {renewals: 1}, then: {price_increase: 5%, term: 24 months}}
            - {name: cheaper, when: {renewals: 2}, then: {discount: 20%}}
            - {name: as planned, then: {price_increase: 0%}}
        save_play:
          hit: first
          rows:
            - {name: half, when: {renewals: "<= 4"}, then: {play: try, discount: 50%}}
            - {name: farewell, then: {play: let_go}}
    run: {start: 2028-01-01, months: 100, initial: {pipeline: {firms: 1}}, run_off: false}
"""


def test_a_customer_is_offered_terms_is_kept_and_lost(monkeypatch):
    """Attention follows what it pays; a discount lowers the price, a term holds until the next; saved, then lost."""
    luck = {(Purpose.RENEWAL, deal(0), n): 0.99 for n in (1, 2)}
    luck |= {(Purpose.SAVES, deal(0), 3): 0.4, (Purpose.SAVES, deal(0), 4): 0.6}
    found = lived(monkeypatch, CUSTOMER, luck=luck)
    assert of("p", found) == by_hand("""
        2028-01-01 00:00  OPPORTUNITY  p  detail=1 segment=firms amount=120000
        2028-01-01 00:00  VOTE         p  int_value=1 value=20.0
        2028-01-01 00:00  WON          p  detail=1 amount=120000
        2028-01-01 00:00  NEW_CUSTOMER p  amount=10000 int_value=10000 by=entitlement/small
        2028-01-01 00:00  INVOICED     p  detail=12 amount=120000
        2028-01-01 00:00  GO_LIVE      p
        2029-01-01 00:00  RENEWAL_DUE  p  detail=1 by=renewal_offer/longer
        2029-01-01 00:00  RENEWED      p  detail=1 by=entitlement/small  # by the price of before the rise
        2029-01-01 00:00  UPLIFTED     p  amount=1000 int_value=11000  # 5 % for all and 5 %
        2029-01-01 00:00  INVOICED     p  detail=12 amount=132000
        2030-01-01 00:00  INVOICED     p  detail=12 amount=132000  # the second year of the term
        2031-01-01 00:00  RENEWAL_DUE  p  detail=2 by=renewal_offer/cheaper
        2031-01-01 00:00  RENEWED      p  detail=2 by=entitlement/large  # 1,320 a year
        2031-01-01 00:00  ENTITLED     p  int_value=11000 value=4.0
        2031-01-01 00:00  CONTRACTED   p  amount=-1298 int_value=9702  # two years of 5 %: 1.1025 x 0.8 = 0.882
        2031-01-01 00:00  INVOICED     p  detail=12 amount=116424  # the term stays as it was
        2032-01-01 00:00  INVOICED     p  detail=12 amount=116424
        2033-01-01 00:00  RENEWAL_DUE  p  detail=3 by=renewal_offer/as planned
        2033-01-01 00:00  SAVED        p  detail=3 int_value=9702 value=0.5 by=save_play/half
        2033-01-01 00:00  RENEWED      p  detail=3 by=entitlement/small
        2033-01-01 00:00  ENTITLED     p  int_value=9702 value=1.0
        2033-01-01 00:00  CONTRACTED   p  amount=-4354 int_value=5348  # 1.1025 x 0.5
        2033-01-01 00:00  INVOICED     p  detail=12 amount=64176
        2034-01-01 00:00  INVOICED     p  detail=12 amount=64176
        2035-01-01 00:00  RENEWAL_DUE  p  detail=4 by=renewal_offer/as planned
        2035-01-01 00:00  CHURNED      p  amount=-5348 value=1.0 by=save_play/half  # for all we tried
    """)
    # 80 hours in a month of 20 working days for 50 hours, 200 hours (with 4 x the attention), or 50 + 100 hours
    covered = [row for row in found if "CSM_COVERAGE" in row]
    assert [row for row in covered if row[:7] in ("2032-02", "2033-02", "2033-03")] == by_hand("""
        2032-02-01 00:00  CSM_COVERAGE -  detail=49 int_value=1 value=0.4
        2033-02-01 00:00  CSM_COVERAGE -  detail=61 int_value=1 value=0.5333333333333333
        2033-03-01 00:00  CSM_COVERAGE -  detail=62 int_value=1 value=1.0
    """)
