/**
 * Where a peer's value of the same formula is not followed: `series|library metric` with the reason. The test demands that each
 * still differs, so that an entry goes when the peer, or we, change.
 */
export const defects: Record<string, string> = {
  'one_value|empyrical down_capture': 'annualises a single period; ours needs two',
  'one_value|quantstats greeks': 'gives a covariance of 0 for a single value, which has none',
  'constant|quantstats sharpe':
    'divides by a deviation of 1e-18 that is only rounding; returns that do not vary have no Sharpe ratio',
  'constant|quantstats sharpe periods=365': 'divides by rounding',
  'constant|quantstats sharpe rf=0.03': 'divides by rounding',
  'nan_inside|empyrical annual_return': 'counts days without a return in the years, but not in the deviation',
  'nan_inside|empyrical annual_return period=weekly': 'counts days without a return in the years',
  'nan_inside|empyrical annual_return annualization=365': 'counts days without a return in the years',
  'nan_inside|empyrical cagr': 'counts days without a return in the years',
  'nan_inside|empyrical calmar_ratio': 'counts days without a return in the years',
  'nan_inside|empyrical calmar_ratio annualization=365': 'counts days without a return in the years',
  'nan_inside|empyrical value_at_risk': 'one missing value makes it undefined',
  'one_big_loss|quantstats conditional_value_at_risk method=historical':
    'ties at the percentile make the tail the whole sample',
  'total_loss|quantstats conditional_value_at_risk method=historical':
    'ties at the percentile make the tail the whole sample',
}

const otherLevel = 'another confidence level than 95 %'
const normal = 'from a normal distribution; ours is the sample percentile'
const perPeriod = 'treats each period as a trade; ours is of trades'
const none = 'no metric of ours'
const ignored = 'the aggregate is accepted and ignored: it equals the daily value'

/** The peers' metrics that are none of ours, each with the reason. */
export const otherMetrics: Record<string, string> = {
  'empyrical conditional_value_at_risk cutoff=0.01': otherLevel,
  'empyrical value_at_risk cutoff=0.01': otherLevel,
  'empyrical downside_risk': 'the denominator of sortino',
  'empyrical downside_risk required_return=0.0005': 'the denominator of sortino',
  'empyrical stability_of_timeseries': none,
  'empyrical gpd_risk_estimates': none,
  'empyrical batting_average': none,
  'empyrical beta_fragility_heuristic': none,
  'empyrical capture': 'the ratio of two annual returns, which changes sign with either',
  'empyrical up_alpha_beta': none,
  'empyrical down_alpha_beta': none,
  'quantstats adjusted_sortino': 'sortino over the square root of 2',
  'quantstats autocorr_penalty': none,
  'quantstats avg_loss': perPeriod,
  'quantstats avg_return': 'leaves out periods with a return of 0',
  'quantstats avg_win': perPeriod,
  'quantstats best': perPeriod,
  'quantstats best aggregate=M': ignored,
  'quantstats cagr compounded=false': 'adds returns, then compounds the sum',
  'quantstats common_sense_ratio': perPeriod,
  'quantstats conditional_value_at_risk':
    'takes the percentile from a normal distribution, then averages the sample below it',
  'quantstats conditional_value_at_risk confidence=0.99': otherLevel,
  'quantstats consecutive_losses': perPeriod,
  'quantstats consecutive_wins': perPeriod,
  'quantstats cpc_index': perPeriod,
  'quantstats expected_return': 'geometric mean of a period',
  'quantstats expected_return aggregate=M': ignored,
  'quantstats expected_return aggregate=YE': 'geometric mean of calendar years',
  'quantstats exposure': 'counts periods with a return other than 0; ours counts bars with a position',
  'quantstats gain_to_pain_ratio': 'omega minus one',
  'quantstats geometric_mean': 'cagr before annualising',
  'quantstats kelly_criterion': perPeriod,
  'quantstats outlier_loss_ratio': none,
  'quantstats outlier_win_ratio': none,
  'quantstats payoff_ratio': perPeriod,
  'quantstats probabilistic_sharpe_ratio':
    'the formula of psr, fed moments corrected for bias; the paper has plain moments',
  'quantstats probabilistic_sortino_ratio': 'a formula for Sharpe ratios, fed a Sortino ratio',
  'quantstats probabilistic_adjusted_sortino_ratio': 'a formula for Sharpe ratios, fed a Sortino ratio',
  'quantstats profit_factor': perPeriod,
  'quantstats profit_ratio': perPeriod,
  'quantstats rar': 'cagr over the share of periods with a return',
  'quantstats recovery_factor': none,
  'quantstats risk_of_ruin': perPeriod,
  'quantstats risk_return_ratio': 'sharpe before annualising',
  'quantstats serenity_index': none,
  'quantstats smart_sharpe': 'sharpe over the autocorrelation penalty',
  'quantstats smart_sortino': 'sortino over the autocorrelation penalty',
  'quantstats ulcer_index': none,
  'quantstats ulcer_performance_index': none,
  'quantstats value_at_risk': normal,
  'quantstats value_at_risk confidence=0.99': normal,
  'quantstats win_loss_ratio': perPeriod,
  'quantstats win_rate': perPeriod,
  'quantstats win_rate aggregate=M': ignored,
  'quantstats worst': perPeriod,
  'quantstats worst aggregate=M': ignored,
  'quantstats r_squared': none,
  'quantstats treynor_ratio': none,
}
