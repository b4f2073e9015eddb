using WorkOrders.Shared;

namespace WorkOrders.Messages;

/// <summary>Actions on 短信模板.</summary>
public static class SmsTemplateActions
{
    public static readonly OperationAction Added = new("sms-template-added", "新建短信模板");
    public static readonly OperationAction Changed = new("sms-template-changed", "修改短信模板");
    public static readonly OperationAction Deleted = new("sms-template-deleted", "删除短信模板");

    public static readonly FieldName Name = new("sms-template-name", "模板名称");
    public static readonly FieldName Text = new("sms-template-text", "短信内容");
}

/// <summary>Why a message was not sent, or why that is unknown.</summary>
public sealed record SmsProblem(string Code, string Text) : ICodedText, ICoded<SmsProblem>
{
    public static SmsProblem Unknown(string code) => new(code, code);
}

/// <summary>All problems.</summary>
public static class SmsProblems
{
    public static readonly SmsProblem NoGateway = new("no-gateway", "还没有配置短信网关，请联系管理员");
    public static readonly SmsProblem NoAnswer = new("no-answer", "短信网关没有及时回答，请向客户确认是否收到");
    public static readonly SmsProblem NoConnection = new("no-connection", "连接不上短信网关");
    public static readonly SmsProblem Busy = new("busy", "短信网关正忙");
    public static readonly SmsProblem GatewayFailed = new("gateway-failed", "短信网关出错，请向客户确认是否收到");
    public static readonly SmsProblem Refused = new("refused", "短信网关拒绝了这条短信");
    public static readonly SmsProblem Interrupted = new("interrupted", "发送时服务中断，请向客户确认是否收到");
}
